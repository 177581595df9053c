namespace LearningActors.Client;

/// <summary>A dataset that was stored to train on. It never changes.</summary>
public sealed record TuningDataset
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

    /// <summary>Counts the datasets, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who started the job, or the cycle.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Examples to train on that the dataset before did not have.</summary>
    public required int NewExamples { get; init; }
}
