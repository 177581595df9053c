using System.Collections.Immutable;

namespace LearningActors.Prompts;

/// <summary>Hands out prompt versions, from memory. Key: the signal as text, such as <c>BUY</c>.</summary>
[Alias("IPromptAssignmentGrain")]
public interface IPromptAssignmentGrain : IGrainWithStringKey
{
    /// <summary>The prompt version for a unit: an explanation's id, or what an engine randomises by.</summary>
    [Alias("Assign")]
    Task<PromptAssignment> Assign(string unit);

    /// <summary>
    /// The prompt version for a unit, soon, and also while the champion can't be asked: then by what it told last, however long ago.
    /// </summary>
    /// <returns>Null where it has told nothing yet.</returns>
    [Alias("AssignFromMemory")]
    Task<PromptAssignment?> AssignFromMemory(string unit);

    /// <summary>How units are assigned, so that an engine can compute it on its own.</summary>
    [Alias("GetRouting")]
    Task<CurrentRouting> GetRouting();
}

/// <summary>What a unit gets.</summary>
/// <param name="Prompt">Its prompt version.</param>
/// <param name="Champion">The champion, which explains when the prompt fails.</param>
/// <param name="ExperimentId">The experiment that the unit takes part in; null for none.</param>
/// <param name="AsOf">When the champion told how units are assigned, UTC.</param>
[GenerateSerializer, Immutable, Alias("PromptAssignment")]
public sealed record PromptAssignment(PromptVersion Prompt, PromptVersion Champion, string? ExperimentId, DateTimeOffset AsOf);

/// <summary>How units are assigned now.</summary>
/// <param name="Routing">Which share of units goes to which version.</param>
/// <param name="AsOf">When the champion told so, UTC.</param>
[GenerateSerializer, Immutable, Alias("CurrentRouting")]
public sealed record CurrentRouting(PromptRouting Routing, DateTimeOffset AsOf);

/// <summary>
/// How units are assigned: those in the holdout go to the former champion, the others by the experiment's split, and where
/// nothing is tried, to the champion.
/// </summary>
/// <param name="Champion">The version of all units that nothing else takes.</param>
/// <param name="Holdout">The part that stays with the former champion after a promotion; null for none.</param>
/// <param name="Experiment">The split of the running experiment; null where no experiment is running or it is paused.</param>
/// <param name="Prompts">The versions named above.</param>
[GenerateSerializer, Immutable, Alias("PromptRouting")]
public sealed record PromptRouting(
    string Champion,
    HoldoutShare? Holdout,
    ExperimentSplit? Experiment,
    ImmutableArray<PromptVersion> Prompts
);

/// <summary>
/// A unit whose hash with <paramref name="Seed"/> is below <paramref name="Share"/> stays with <paramref name="Version"/>.
/// </summary>
/// <param name="Version">The former champion.</param>
/// <param name="Seed">The seed of the hash.</param>
/// <param name="Share">A fraction in 0..1.</param>
/// <param name="Until">When the holdout ends, UTC.</param>
[GenerateSerializer, Immutable, Alias("HoldoutShare")]
public sealed record HoldoutShare(string Version, string Seed, double Share, DateTimeOffset Until);

/// <summary>
/// The split of an experiment: GrowthBook's hash of version 2 with the seed, and its bucket ranges over the shares in their
/// order.
/// </summary>
/// <param name="Id">The experiment, which is also the seed.</param>
/// <param name="Versions">The arms' prompt versions.</param>
/// <param name="Shares">The share of each, adding up to 1.</param>
[GenerateSerializer, Immutable, Alias("ExperimentSplit")]
public sealed record ExperimentSplit(string Id, ImmutableArray<string> Versions, ImmutableArray<double> Shares);
