namespace LearningActors.Explanations;

/// <summary>A model's answer and the one explanation that bears its cost: the first that takes it.</summary>
/// <remarks>So the cost counts once, also where the one who asked did not wait for the answer.</remarks>
internal sealed class PaidAnswer(ModelAnswer answer)
{
    private Guid? _paidBy;

    /// <summary>The words passed every check.</summary>
    internal bool IsUsable => answer.Content is not null;

    /// <summary>The answer as this explanation has it: the same each time, as for a request that is sent again.</summary>
    internal ModelAnswer For(Guid explanation) =>
        (_paidBy ??= explanation) == explanation
            ? answer
            : answer with
            {
                Cached = IsUsable,
                PromptTokens = 0,
                CompletionTokens = 0,
                CostUsd = 0,
            };
}
