using System.Diagnostics.CodeAnalysis;
using LearningActors.Models;

namespace LearningActors.Explanations;

/// <summary>Reads what a model wrote: <c>{"explanation", "factors": [{"name", "impact"}], "sentiment"}</c>.</summary>
public static class AnswerParser
{
    /// <summary>What the answer shall look like.</summary>
    internal static AnswerSchema Schema { get; } = AnswerSchema.Of<Answer>("explanation");

    /// <summary>Reads the answer, in a code fence or bare.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="content">The parts.</param>
    /// <param name="failure"><c>invalid_json</c>, or <c>missing:part</c>.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ExplanationContent? content, [NotNullWhen(false)] out string? failure)
    {
        var (answer, wrong) = ModelJson.Read<Answer>(text);
        failure =
            wrong is not null ? $"missing:{wrong}"
            : answer is null ? "invalid_json"
            : ModelJson.Said(answer.Explanation) is null ? "missing:explanation"
            : ModelJson.Said(answer.Sentiment) is null ? "missing:sentiment"
            : answer.Factors is null ? "missing:factors"
            : answer.Factors.All(IsWhole) ? null
            : "missing:factors.name_or_impact";
        content = failure is null
            ? new ExplanationContent(
                answer!.Explanation!.Trim(),
                [.. answer.Factors!.Select(factor => new Factor(factor!.Name!.Trim(), factor.Impact!.Trim()))],
                answer.Sentiment!.Trim()
            )
            : null;
        return failure is null;
    }

    private static bool IsWhole(AnswerFactor? factor) =>
        factor is not null && ModelJson.Said(factor.Name) is not null && ModelJson.Said(factor.Impact) is not null;

    private sealed record Answer(string? Explanation, IReadOnlyList<AnswerFactor?>? Factors, string? Sentiment);

    private sealed record AnswerFactor(string? Name, string? Impact);
}
