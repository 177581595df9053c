namespace LearningActors.Models;

/// <summary>The models that the configuration names, and those that were registered.</summary>
public interface ILanguageModels
{
    /// <summary>The model that explains; null where none is configured.</summary>
    ILanguageModel? Preferred { get; }

    /// <summary>The model of that name, or null.</summary>
    /// <exception cref="Ledger.LedgerUnavailableException">
    /// It is not configured, and the database does not say whether it is registered.
    /// </exception>
    ValueTask<ILanguageModel?> FindAsync(string name);
}

/// <summary>A model behind an API.</summary>
public interface ILanguageModel
{
    /// <summary>Its configured name: openai, groq, fine-tuned.</summary>
    string Name { get; }

    /// <summary>The most that an answer can cost, USD: by the price table, as if each byte that is sent were a token.</summary>
    decimal MaxCostUsd(ModelCall call);

    /// <summary>Asks for a JSON object.</summary>
    /// <exception cref="ModelFailedException">No answer, for the reason it gives.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled; the request is aborted and not tried again.</exception>
    Task<Completion> CompleteAsync(ModelCall call, CancellationToken cancellationToken);
}

/// <summary>What a model is asked.</summary>
/// <param name="Purpose">What for; calls are counted by it.</param>
/// <param name="Instructions">What to do; written by us.</param>
/// <param name="Input">What to do it to; data, whatever it says.</param>
/// <param name="MaxTokens">Tokens that it may write.</param>
/// <param name="IsPatient">Nobody waits for it: it may take the long time-out.</param>
/// <param name="TimeLimit">How long all attempts together may take; null for as long as the attempts' own time-outs let them.</param>
/// <param name="Schema">What the answer shall look like, for servers that can keep to it; the instructions say it, too.</param>
public sealed record ModelCall(
    ModelPurpose Purpose,
    string Instructions,
    string Input,
    int MaxTokens = 800,
    bool IsPatient = false,
    TimeSpan? TimeLimit = null,
    AnswerSchema? Schema = null
);

/// <summary>What a model wrote.</summary>
/// <param name="Text">Its words, unchecked.</param>
/// <param name="PromptTokens">Tokens sent.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="CostUsd">By the price table, USD.</param>
public sealed record Completion(string Text, int PromptTokens, int CompletionTokens, decimal CostUsd);

/// <summary>A model did not answer.</summary>
/// <param name="reason">A short code that is recorded: <c>timeout</c>, <c>unavailable</c>, <c>refused:401</c>.</param>
/// <param name="inner">What happened.</param>
public sealed class ModelFailedException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The reason of an answer that did not come in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>A short code that is recorded.</summary>
    public string Reason { get; } = reason;

    /// <summary>The model was not reached, or refused: it charges nothing. Otherwise nobody knows.</summary>
    public bool IsFree { get; init; }

    /// <summary>The caller had little time: the failure says nothing of how the model does.</summary>
    public bool IsOfHaste { get; init; }
}
