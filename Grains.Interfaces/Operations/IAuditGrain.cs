namespace LearningActors.Operations;

/// <summary>Who did what to what. Key: <c>audit</c>.</summary>
[Alias("IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "audit";

    /// <summary>Records what somebody did. An entry that is there already stays as it is.</summary>
    [Alias("Write")]
    Task Write(AuditEntry entry);

    /// <summary>A part of the entries.</summary>
    [Alias("List")]
    Task<ListPart<AuditRecord>> List(AuditFilter filter, ListRequest<AuditSort> request);
}

/// <summary>Who did what to what.</summary>
/// <param name="Actor">The name of the key.</param>
/// <param name="Action">Such as <c>metrics.roll-up</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="DetailJson">Further facts, a JSON object.</param>
/// <param name="Id">Made by who writes the entry, so that it is stored once however often it is sent.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(string Actor, string Action, string Subject, string DetailJson, Guid Id);

/// <summary>Which entries are looked for. What is null does not matter.</summary>
/// <param name="Actor">The name of the key.</param>
/// <param name="Action">An action, or what actions begin with before a dot: <c>experiment</c> finds <c>experiment.stop</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="From">At that instant or later.</param>
/// <param name="Before">Before that instant.</param>
[GenerateSerializer, Immutable, Alias("AuditFilter")]
public sealed record AuditFilter(string? Actor, string? Action, string? Subject, DateTimeOffset? From, DateTimeOffset? Before);

/// <summary>What entries are sorted by.</summary>
[GenerateSerializer, Alias("AuditSort")]
public enum AuditSort
{
    /// <summary>As they were written.</summary>
    Number,
}

/// <summary>A stored entry.</summary>
/// <param name="Number">Its number: a later entry has a greater one.</param>
/// <param name="At">When, by the learning clock; null when that can't be told.</param>
/// <param name="Actor">The name of the key.</param>
/// <param name="Action">Such as <c>metrics.roll-up</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="DetailJson">Further facts as JSON.</param>
[GenerateSerializer, Immutable, Alias("AuditRecord")]
public sealed record AuditRecord(long Number, DateTimeOffset? At, string Actor, string Action, string Subject, string DetailJson);
