namespace LearningActors.Client;

/// <summary>The figures of one kind of fact since the silo started.</summary>
public sealed record LedgerFigures
{
    /// <summary>The kind: votes, explanations.</summary>
    public required string Fact { get; init; }

    /// <summary>Facts waiting now.</summary>
    public required int Queued { get; init; }

    /// <summary>Batches being committed now.</summary>
    public required int InFlight { get; init; }

    /// <summary>Batches committed.</summary>
    public required long Batches { get; init; }

    /// <summary>Facts committed.</summary>
    public required long Facts { get; init; }

    /// <summary>Facts refused because the queue was full.</summary>
    public required long Refused { get; init; }

    /// <summary>Facts that failed alone, or with the database.</summary>
    public required long Failed { get; init; }

    /// <summary>Facts in a batch, over the last batches; 0 before the first.</summary>
    public required double MeanBatchSize { get; init; }

    /// <summary>Milliseconds from a batch's start to its commit, over the last batches.</summary>
    public required double CommitLatencyMs { get; init; }

    /// <summary>The address of the silo; empty at the writer itself.</summary>
    public required string Silo { get; init; }
}
