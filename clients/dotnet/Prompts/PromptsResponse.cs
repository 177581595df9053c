namespace LearningActors.Client;

/// <summary>Prompt versions, and who is the champion.</summary>
public sealed record PromptsResponse
{
    /// <summary>Some of the versions.</summary>
    public required IReadOnlyList<PromptRecord> Versions { get; init; }

    /// <summary>Given as <c>cursor</c>, it brings more versions; null where nothing follows.</summary>
    public required string? NextCursor { get; init; }

    /// <summary>Each signal's champion and how it came to be, also where a filter leaves no version of it.</summary>
    public required IReadOnlyList<ChampionStatus> Signals { get; init; }

    /// <summary>Calls to the model, for variants, whose answer has not come; all of them.</summary>
    public required IReadOnlyList<PromptCall> UnansweredCalls { get; init; }
}
