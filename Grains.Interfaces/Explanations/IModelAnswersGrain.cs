using LearningActors.Prompts;

namespace LearningActors.Explanations;

/// <summary>
/// What models answered to a part of all questions, each kept for an hour. Key: <c>answers:</c> and the first two digits of the
/// question's key, so that the same question asked twice at once is put to the model once, on whichever silo.
/// </summary>
[Alias("IModelAnswersGrain")]
public interface IModelAnswersGrain : IGrainWithStringKey
{
    /// <summary>The answer: remembered, or asked for now together with all who ask the same meanwhile.</summary>
    /// <param name="question">What a model is shown; its key is that of the answer.</param>
    /// <param name="cancellationToken">Ends the wait. The model is left alone when nobody waits for its answer any more.</param>
    [Alias("Get"), ResponseTimeout("00:01:00")]
    Task<ModelAnswer> Get(ModelQuestion question, CancellationToken cancellationToken);
}

/// <summary>A question to a model.</summary>
/// <param name="Key">Two questions of the same key are the same: 64 hexadecimal digits.</param>
/// <param name="Explanation">The id of the explanation that the answer is for.</param>
/// <param name="Signal">What to explain.</param>
/// <param name="Prompt">How to ask.</param>
/// <param name="Model">The configured name of the model.</param>
/// <param name="TimeLimit">How long the answer may take, all attempts together; more than zero.</param>
[GenerateSerializer, Immutable, Alias("ModelQuestion")]
public sealed record ModelQuestion(
    string Key,
    Guid Explanation,
    SignalToExplain Signal,
    PromptVersion Prompt,
    string Model,
    TimeSpan TimeLimit
);

/// <summary>The outcome of asking a model.</summary>
/// <param name="Content">The words, when they passed every check.</param>
/// <param name="Failure">Why there are none; null when there are.</param>
/// <param name="Cached">The words were made for another explanation.</param>
/// <param name="PromptTokens">Tokens sent, where this explanation bears the cost of the call; otherwise 0.</param>
/// <param name="CompletionTokens">Tokens written, where this explanation bears the cost of the call; otherwise 0.</param>
/// <param name="CostUsd">What the call cost, USD, also when the answer was rejected; 0 where another explanation bears it.</param>
[GenerateSerializer, Immutable, Alias("ModelAnswer")]
public sealed record ModelAnswer(
    ExplanationContent? Content,
    string? Failure,
    bool Cached,
    int PromptTokens,
    int CompletionTokens,
    decimal CostUsd
)
{
    /// <summary>No words, and nothing to pay.</summary>
    public static ModelAnswer None(string failure) => new(null, failure, Cached: false, 0, 0, 0);
}
