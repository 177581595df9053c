namespace LearningActors.Client;

/// <summary>What a dataset is made of.</summary>
public sealed record DatasetFigures
{
    /// <summary>Follows from the lines of both splits: equal facts have equal hashes. Hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Train, then test.</summary>
    public required IReadOnlyList<SplitFigures> Splits { get; init; }

    /// <summary>Examples by signal.</summary>
    public required IReadOnlyList<GroupCount> Signals { get; init; }

    /// <summary>Examples by ticker: the twenty most frequent.</summary>
    public required IReadOnlyList<GroupCount> Tickers { get; init; }

    /// <summary>Examples in both splits.</summary>
    public required int Examples { get; init; }
}
