using System.Collections.Immutable;

namespace LearningActors.Operations;

/// <summary>What operators ask of the silo that took their request. Key: <c>silo</c>.</summary>
[Alias("ISiloGrain")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "silo";

    /// <summary>How the ledger's writers do.</summary>
    [Alias("GetLedgerFigures")]
    Task<ImmutableArray<LedgerFigures>> GetLedgerFigures();

    /// <summary>The keys that may call.</summary>
    [Alias("GetApiKeys")]
    Task<ImmutableArray<ApiKey>> GetApiKeys();

    /// <summary>The database answers.</summary>
    [Alias("IsReady")]
    Task<bool> IsReady();

    /// <summary>Records what somebody did.</summary>
    [Alias("Audit")]
    Task Audit(AuditEntry entry);
}

/// <summary>The figures of one kind of fact since the silo started.</summary>
/// <param name="Fact">The kind: votes, explanations.</param>
/// <param name="Queued">Facts waiting now.</param>
/// <param name="InFlight">Batches being committed now.</param>
/// <param name="Batches">Batches committed.</param>
/// <param name="Facts">Facts committed.</param>
/// <param name="Refused">Facts refused because the queue was full.</param>
/// <param name="Failed">Facts that failed alone, or with the database.</param>
/// <param name="MeanBatchSize">Facts in a batch, over the last batches; 0 before the first.</param>
/// <param name="CommitLatencyMs">Milliseconds from a batch's start to its commit, over the last batches.</param>
[GenerateSerializer, Immutable, Alias("LedgerFigures")]
public sealed record LedgerFigures(
    string Fact, int Queued, int InFlight, long Batches, long Facts, long Refused, long Failed, double MeanBatchSize, double CommitLatencyMs);

/// <summary>A key that may call, without the key.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Scopes">Any of <c>engine</c>, <c>read</c>, <c>admin</c>.</param>
[GenerateSerializer, Immutable, Alias("ApiKey")]
public sealed record ApiKey(ImmutableArray<byte> Hash, string Name, ImmutableArray<string> Scopes);

/// <summary>Who did what to what.</summary>
/// <param name="Actor">The name of the key.</param>
/// <param name="Action">Such as <c>metrics.roll-up</c>.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="DetailJson">Further facts, a JSON object.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(string Actor, string Action, string Subject, string DetailJson = "{}");
