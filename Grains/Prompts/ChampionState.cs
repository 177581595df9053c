using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Experiments;

namespace LearningActors.Prompts;

/// <summary>What a signal decided about its prompts. Each change is written whole, so a decision and its effect are one.</summary>
public sealed record ChampionState
{
    /// <summary>Every move of the champion, oldest first.</summary>
    public ImmutableArray<ChampionChange> History { get; init; } = [];

    /// <summary>The comparison with the former champion after a promotion.</summary>
    public Holdout? Holdout { get; init; }

    /// <summary>The experiment that runs or is paused.</summary>
    public Experiment? Experiment { get; init; }

    /// <summary>Experiments there ever were; numbers the next one.</summary>
    public int Experiments { get; init; }

    /// <summary>Versions that lost.</summary>
    public ImmutableArray<string> Archived { get; init; } = [];

    /// <summary>Ended experiments that are not yet in the ledger.</summary>
    public ImmutableArray<Experiment> Unfiled { get; init; } = [];

    /// <summary>Alerts that are not yet raised.</summary>
    public ImmutableArray<Alert> Unraised { get; init; } = [];

    /// <summary>The champion.</summary>
    internal string Champion => History.IsEmpty ? BaselinePrompt.Version.Version : History[^1].Version;
}

/// <summary>A part of the units that stays with the former champion.</summary>
/// <param name="Former">The former champion.</param>
/// <param name="Seed">The seed of the hash that chooses the part.</param>
/// <param name="Share">The part, a fraction.</param>
/// <param name="From">The first whole UTC day.</param>
/// <param name="Until">Its end, UTC.</param>
public sealed record Holdout(string Former, string Seed, double Share, DateOnly From, DateTimeOffset Until);
