namespace LearningActors.Ledger;

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
/// <param name="Silo">The address of the silo; empty at the writer itself.</param>
[GenerateSerializer, Immutable, Alias("LedgerFigures")]
public sealed record LedgerFigures(
    string Fact,
    int Queued,
    int InFlight,
    long Batches,
    long Facts,
    long Refused,
    long Failed,
    double MeanBatchSize,
    double CommitLatencyMs,
    string Silo = ""
);
