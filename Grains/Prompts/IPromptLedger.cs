using System.Collections.Immutable;

namespace LearningActors.Prompts;

/// <summary>The prompt versions and generations there were.</summary>
public interface IPromptLedger
{
    /// <summary>Every version, in the order in which they were added.</summary>
    Task<ImmutableArray<PromptRecord>> ReadVersionsAsync();

    /// <summary>Every generation, oldest first.</summary>
    Task<ImmutableArray<PromptGeneration>> ReadGenerationsAsync();

    /// <summary>Every call whose answer has not come, oldest first.</summary>
    Task<ImmutableArray<PromptCall>> ReadUnansweredCallsAsync();

    /// <summary>Records a call before the model is asked.</summary>
    Task AddCallAsync(PromptCall call);

    /// <summary>Takes out a call that costs nothing.</summary>
    Task RemoveCallAsync(PromptCall call);

    /// <summary>Records versions, and the generation that made them in the place of its call, in one transaction.</summary>
    /// <exception cref="PromptVersionTakenException">Another process added one of the versions, or the generation.</exception>
    Task AppendAsync(ImmutableArray<PromptRecord> versions, PromptGeneration? generation, PromptCall? call);

    /// <summary>The explanations of a version that were rated worst, with their comments.</summary>
    Task<ImmutableArray<WorstRated>> ReadWorstRatedAsync(SignalType signal, string version, int count);
}

/// <summary>A badly rated explanation.</summary>
public sealed record WorstRated(string Explanation, int? Rating, bool? Helpful, string? Comment);

/// <summary>A version or generation of that name is there already.</summary>
public sealed class PromptVersionTakenException(Exception inner)
    : Exception("Another process added prompt versions at the same time.", inner);
