namespace LearningActors.Explanations;

/// <summary>Explains signals. Key: a <see cref="LocalWorker"/>'s of the kind <c>explainer</c>; it runs where the request came in.</summary>
[Alias("IExplainerGrain")]
public interface IExplainerGrain : IGrainWithStringKey
{
    /// <summary>The kind of worker.</summary>
    const string Kind = "explainer";

    /// <summary>
    /// Explains a signal, soon after the models' time budget at the latest, and records the explanation where that can be.
    /// </summary>
    /// <param name="signal">What is explained, with the figures that it rests on.</param>
    /// <param name="cancellationToken">The reader has gone: the model is left alone, and nothing is recorded.</param>
    [Alias("Explain")]
    Task<ServedExplanation> Explain(SignalToExplain signal, CancellationToken cancellationToken);

    /// <summary>
    /// Explains a signal once: the same id has the same explanation, also after a crash, or where two ask at once. One that could not be
    /// recorded is made anew when it is asked for again.
    /// </summary>
    /// <param name="id">The explanation's id.</param>
    /// <param name="signal">What is explained, with the figures that it rests on.</param>
    /// <param name="cancellationToken">The reader has gone: the model is left alone, and nothing is recorded.</param>
    /// <returns>Null where the id is that of another signal's explanation.</returns>
    [Alias("ExplainOnce")]
    Task<ServedExplanation?> ExplainOnce(Guid id, SignalToExplain signal, CancellationToken cancellationToken);
}

/// <summary>An explanation as a reader gets it.</summary>
/// <param name="Explanation">The words, and what they were made by.</param>
/// <param name="IsRecorded">
/// It is in the ledger. False where the ledger refused it, was away, or did not answer in time: then it may be there all the same, but
/// nobody knows.
/// </param>
[GenerateSerializer, Immutable, Alias("ServedExplanation")]
public sealed record ServedExplanation(Explanation Explanation, bool IsRecorded);
