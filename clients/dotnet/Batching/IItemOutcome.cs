namespace LearningActors.Client;

/// <summary>The outcome of one item of an array.</summary>
public interface IItemOutcome
{
    /// <summary>Its place in the array, from 0.</summary>
    int Index { get; }

    /// <summary>The status that it would have had alone; 200 where it is committed, now or before.</summary>
    int Status { get; }

    /// <summary>Why it was not taken; null where it was.</summary>
    string? Error { get; }

    /// <summary>What is wrong with each field, by its name.</summary>
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; }
}
