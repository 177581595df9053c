using LearningActors.Ledger;

namespace LearningActors.Explanations;

/// <summary>Explains signals. Key: a <see cref="LocalWorker"/>'s of the kind <c>explainer</c>; it runs where the request came in.</summary>
[Alias("IExplainerGrain")]
public interface IExplainerGrain : IGrainWithStringKey
{
    /// <summary>The kind of worker.</summary>
    const string Kind = "explainer";

    /// <summary>Explains a signal. The answer is recorded when this returns, soon after the models' time budget at the latest.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">The reader has gone: the model is left alone, and nothing is recorded.</param>
    /// <exception cref="LedgerUnavailableException">It could not be recorded.</exception>
    [Alias("Explain")]
    Task<Explanation> Explain(SignalToExplain signal, CancellationToken cancellationToken);

    /// <summary>Explains a signal once: the same id has the same explanation, also after a crash, or where two ask at once.</summary>
    /// <param name="id">The explanation's id.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">The reader has gone: the model is left alone, and nothing is recorded.</param>
    /// <returns>Null where the id is that of another signal's explanation.</returns>
    /// <exception cref="LedgerUnavailableException">It could not be recorded; asking again with the same id is safe.</exception>
    [Alias("ExplainOnce")]
    Task<Explanation?> ExplainOnce(Guid id, SignalToExplain signal, CancellationToken cancellationToken);
}
