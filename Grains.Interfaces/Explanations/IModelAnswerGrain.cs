using LearningActors.Prompts;

namespace LearningActors.Explanations;

/// <summary>
/// What a model answered to one question, kept for an hour. Key: a hash of the question, so that the same question asked
/// twice at once is put to the model once, on whichever silo.
/// </summary>
[Alias("IModelAnswerGrain")]
public interface IModelAnswerGrain : IGrainWithStringKey
{
    /// <summary>The answer: remembered, or asked for now.</summary>
    [Alias("Get"), ResponseTimeout("00:01:00")]
    Task<ModelAnswer> Get(ModelQuestion question);
}

/// <summary>A question to a model.</summary>
/// <param name="Signal">What to explain.</param>
/// <param name="Prompt">How to ask.</param>
/// <param name="Model">The configured name of the model.</param>
[GenerateSerializer, Immutable, Alias("ModelQuestion")]
public sealed record ModelQuestion(SignalToExplain Signal, PromptVersion Prompt, string Model);

/// <summary>What came of asking.</summary>
/// <param name="Content">The words, when they passed every check.</param>
/// <param name="Failure">Why there are none; null when there are.</param>
/// <param name="Cached">The words were there before.</param>
/// <param name="PromptTokens">Tokens sent for this call.</param>
/// <param name="CompletionTokens">Tokens written for this call.</param>
/// <param name="CostUsd">What this call cost, USD, also when the answer was rejected.</param>
[GenerateSerializer, Immutable, Alias("ModelAnswer")]
public sealed record ModelAnswer(
    ExplanationContent? Content, string? Failure, bool Cached, int PromptTokens, int CompletionTokens, decimal CostUsd);
