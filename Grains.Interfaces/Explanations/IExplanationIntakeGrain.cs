using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Explanations;

/// <summary>
/// Takes explanations that engines made, and finds recorded ones. Key: <c>explanations</c>; it runs where the request came in.
/// </summary>
[Alias("IExplanationIntakeGrain")]
public interface IExplanationIntakeGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "explanations";

    /// <summary>Records explanations that an engine made. One outcome for each, in their order.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// The outcome is unknown; sending them again with the same ids is safe.
    /// </exception>
    [Alias("Log")]
    Task<ImmutableArray<LogOutcome>> Log(ImmutableArray<Explanation> explanations);

    /// <summary>A recorded explanation, or null.</summary>
    [Alias("Find")]
    Task<Explanation?> Find(Guid id);

    /// <summary>A part of the recorded explanations, with what people say of them.</summary>
    [Alias("List")]
    Task<ListPart<ListedExplanation>> List(ExplanationFilter filter, ListRequest<ExplanationSort> request);
}

/// <summary>The outcome of a logged explanation.</summary>
/// <param name="Status">Whether it is in the ledger.</param>
/// <param name="Reason">Why it was rejected; otherwise null.</param>
[GenerateSerializer, Immutable, Alias("LogOutcome")]
public sealed record LogOutcome(LogStatus Status, string? Reason = null);

/// <summary>The outcome of a logged explanation.</summary>
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
