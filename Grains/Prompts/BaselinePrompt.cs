namespace LearningActors.Prompts;

/// <summary>The prompt that every signal begins with.</summary>
public static class BaselinePrompt
{
    /// <summary><c>v1.0</c>.</summary>
    public static PromptVersion Version { get; } =
        new(
            "v1.0",
            """
            Explain to a trader why the algorithm signals {signal} for {ticker} with a confidence of {confidence}.
            Use only these indicators: {indicators}
            Write two to four plain sentences. Say which indicators speak for the signal and which against it.
            """
        );
}
