using System.Collections.Immutable;

namespace LearningActors.Prompts;

/// <summary>What a signal decided about its prompts. Each change is written whole.</summary>
public sealed record ChampionState
{
    /// <summary>Every move of the champion, oldest first.</summary>
    public ImmutableArray<ChampionChange> History { get; init; } = [];

    /// <summary>The comparison with the former champion after a promotion.</summary>
    public Holdout? Holdout { get; init; }

    /// <summary>The experiment that has the signal.</summary>
    public ExperimentClaim? Claim { get; init; }

    /// <summary>Claims there ever were; numbers the next one.</summary>
    public int Experiments { get; init; }

    /// <summary>Versions that lost.</summary>
    public ImmutableArray<string> Archived { get; init; } = [];

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
