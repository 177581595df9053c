using System.Collections.Immutable;

namespace LearningActors.Explanations;

/// <summary>Explains signals and keeps the record of explanations. Key: <c>explainer</c>; it runs where the request came in.</summary>
[Alias("IExplainerGrain")]
public interface IExplainerGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "explainer";

    /// <summary>Explains a signal. The answer is recorded when this returns, within the time budget of the configuration.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">The reader has gone: the model is left alone, and nothing is recorded.</param>
    /// <exception cref="Operations.LedgerUnavailableException">It could not be recorded.</exception>
    [Alias("Explain")]
    Task<Explanation> Explain(SignalToExplain signal, CancellationToken cancellationToken);

    /// <summary>Explains a signal once: the same id always has the same explanation, also after a crash, or where two ask at once.</summary>
    /// <param name="id">The explanation's id.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="cancellationToken">The reader has gone: the model is left alone, and nothing is recorded.</param>
    /// <returns>Null where the id is that of another signal's explanation.</returns>
    /// <exception cref="Operations.LedgerUnavailableException">It could not be recorded; asking again with the same id is safe.</exception>
    [Alias("ExplainOnce")]
    Task<Explanation?> ExplainOnce(Guid id, SignalToExplain signal, CancellationToken cancellationToken);

    /// <summary>Records explanations that an engine made. One outcome for each, in their order.</summary>
    /// <exception cref="Operations.LedgerUnavailableException">The outcome is unknown; sending them again with the same ids is safe.</exception>
    [Alias("Log")]
    Task<ImmutableArray<LogOutcome>> Log(ImmutableArray<Explanation> explanations);

    /// <summary>A recorded explanation, or null.</summary>
    [Alias("Find")]
    Task<Explanation?> Find(Guid id);
}

/// <summary>What became of a logged explanation.</summary>
/// <param name="Status">Whether it is in the ledger.</param>
/// <param name="Reason">Why it was rejected; otherwise null.</param>
[GenerateSerializer, Immutable, Alias("LogOutcome")]
public sealed record LogOutcome(LogStatus Status, string? Reason = null);

/// <summary>What became of a logged explanation.</summary>
[GenerateSerializer, Alias("LogStatus")]
public enum LogStatus
{
    /// <summary>It is stored now.</summary>
    Stored,

    /// <summary>Its id was stored before; nothing changed.</summary>
    Duplicate,

    /// <summary>The database refused it.</summary>
    Rejected,
}
