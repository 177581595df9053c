namespace LearningActors.Operations;

/// <summary>Who did what to what. Key: <c>audit</c>.</summary>
[Alias("IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "audit";

    /// <summary>
    /// Notes what somebody begins, before anything changes: where the process dies before <see cref="Write"/> or
    /// <see cref="Abandon"/>, this becomes an entry with an unknown outcome.
    /// </summary>
    [Alias("Begin")]
    Task Begin(AuditEntry entry);

    /// <summary>Records what somebody did. An entry that is there already stays as it is.</summary>
    [Alias("Write")]
    Task Write(AuditEntry entry);

    /// <summary>Forgets what was begun and refused.</summary>
    [Alias("Abandon")]
    Task Abandon(Guid id);

    /// <summary>Computes the chain of all entries anew.</summary>
    [Alias("Verify"), ResponseTimeout("00:05:00")]
    Task<AuditChain> Verify();

    /// <summary>A part of the entries.</summary>
    [Alias("List")]
    Task<ListPart<AuditRecord>> List(AuditFilter filter, ListRequest<AuditSort> request);
}

/// <summary>What somebody is who does something.</summary>
[GenerateSerializer, Alias("ActorKind")]
public enum ActorKind
{
    /// <summary>A person who has signed in.</summary>
    Person,

    /// <summary>The holder of an API key.</summary>
    Key,

    /// <summary>The service itself.</summary>
    Service,
}

/// <summary>Whether what somebody began was done.</summary>
[GenerateSerializer, Alias("AuditOutcome")]
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was begun, and the process that did it died: it may have been done.</summary>
    Unknown,
}

/// <summary>Who did what to what.</summary>
/// <param name="Actor">The name of the person or key.</param>
/// <param name="Action">Such as <c>metrics.roll-up</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="DetailJson">Further facts, a JSON object.</param>
/// <param name="Id">Made by who writes the entry, so that it is stored once however often it is sent.</param>
/// <param name="Kind">What the actor is.</param>
/// <param name="Address">The network address of the request; empty where there was none.</param>
/// <param name="BeforeJson">How the subject was, a JSON object; null where that says nothing.</param>
/// <param name="AfterJson">How it is from now on, a JSON object; null where that says nothing.</param>
/// <param name="TraceId">Names the request in logs and traces; empty where there was none.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(
    string Actor,
    string Action,
    string Subject,
    string DetailJson,
    Guid Id,
    ActorKind Kind = ActorKind.Key,
    string Address = "",
    string? BeforeJson = null,
    string? AfterJson = null,
    string TraceId = ""
);

/// <summary>What the chain of all entries is worth.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="LastNumber">The number of the last; null where there is none.</param>
/// <param name="LastHash">Its hash, in hexadecimal: kept elsewhere, it proves later that none of those up to it was changed.</param>
/// <param name="BrokenAt">The first entry that is not as it was written, or whose predecessor is not; null where all are.</param>
[GenerateSerializer, Immutable, Alias("AuditChain")]
public sealed record AuditChain(long Entries, long? LastNumber, string? LastHash, long? BrokenAt);

/// <summary>Which entries are looked for. What is null does not matter.</summary>
/// <param name="Actor">The name of the person or key.</param>
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
/// <param name="Actor">The name of the person or key.</param>
/// <param name="Action">Such as <c>metrics.roll-up</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="DetailJson">Further facts as JSON.</param>
/// <param name="Kind">What the actor is.</param>
/// <param name="Address">The network address of the request; empty where there was none.</param>
/// <param name="BeforeJson">How the subject was, as JSON; null where that says nothing.</param>
/// <param name="AfterJson">How it is from then on, as JSON; null where that says nothing.</param>
/// <param name="TraceId">Names the request in logs and traces; empty where there was none.</param>
/// <param name="Outcome">Whether it was done.</param>
/// <param name="Hash">The hash of the entry and of all before it, in hexadecimal.</param>
[GenerateSerializer, Immutable, Alias("AuditRecord")]
public sealed record AuditRecord(
    long Number,
    DateTimeOffset? At,
    string Actor,
    string Action,
    string Subject,
    string DetailJson,
    ActorKind Kind,
    string Address,
    string? BeforeJson,
    string? AfterJson,
    string TraceId,
    AuditOutcome Outcome,
    string Hash
);
