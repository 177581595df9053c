namespace LearningActors.Client;

/// <summary>
/// How units are assigned: those in the holdout go to the former champion, the others by the experiment's split, and where nothing is
/// tried, to the champion.
/// </summary>
public sealed record PromptRouting
{
    /// <summary>The version of all units that nothing else takes.</summary>
    public required string Champion { get; init; }

    /// <summary>The part that stays with the former champion after a promotion; null for none.</summary>
    public required HoldoutShare? Holdout { get; init; }

    /// <summary>The split of the running experiment; null where no experiment is running or it is paused.</summary>
    public required ExperimentSplit? Experiment { get; init; }

    /// <summary>The versions named above.</summary>
    public required IReadOnlyList<PromptVersion> Prompts { get; init; }
}
