namespace LearningActors.Explanations;

/// <summary>The models that the configuration names.</summary>
public interface ILanguageModels
{
    /// <summary>The model that explains; null where none is configured.</summary>
    ILanguageModel? Preferred { get; }

    /// <summary>The model of that name, or null.</summary>
    ILanguageModel? Find(string name);
}

/// <summary>A model behind an API.</summary>
public interface ILanguageModel
{
    /// <summary>Its configured name: openai, groq, fine-tuned.</summary>
    string Name { get; }

    /// <summary>Asks for a JSON object.</summary>
    /// <param name="instructions">What to do; written by us.</param>
    /// <param name="input">What to do it to; data, whatever it says.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ModelFailedException">No answer, for the reason it gives.</exception>
    Task<Completion> CompleteAsync(string instructions, string input, CancellationToken cancellationToken);
}

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
    /// <summary>A short code that is recorded.</summary>
    public string Reason { get; } = reason;
}
