namespace LearningActors.Client;

/// <summary>How far the dataset is, and what stands against training.</summary>
public sealed record TuningStatus
{
    /// <summary>An endpoint is configured that trains models.</summary>
    public required bool IsConfigured { get; init; }

    /// <summary>Examples that are needed.</summary>
    public required int Threshold { get; init; }

    /// <summary>Answers with a vote of five stars.</summary>
    public required int FiveStars { get; init; }

    /// <summary>What a dataset of now would be made of.</summary>
    public required DatasetFigures Draft { get; init; }

    /// <summary>Why other answers with five stars are not in it, the most frequent reason first.</summary>
    public required IReadOnlyList<RefusalCount> Refused { get; init; }

    /// <summary>Examples to train on that no stored dataset had last time.</summary>
    public required int NewExamples { get; init; }

    /// <summary>Rules of the provider that its files break, sentences.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>What is trained further where a request names nothing else.</summary>
    public required string BaseModel { get; init; }

    /// <summary>How often each example is trained on where a request says nothing else.</summary>
    public required int Epochs { get; init; }

    /// <summary>The most that training on it for so many epochs is expected to cost, USD.</summary>
    public required decimal EstimatedCostUsd { get; init; }

    /// <summary>What jobs of this UTC month have cost, and can cost as long as they run, USD.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>What they may cost, USD.</summary>
    public required decimal BudgetUsd { get; init; }

    /// <summary>Why no job can be started now, a sentence; null where one can.</summary>
    public required string? Obstacle { get; init; }

    /// <summary>Latest.</summary>
    public required TuningDataset? Latest { get; init; }

    /// <summary>When the facts were read, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
