using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Operations;

/// <summary>What operators ask of the whole cluster: grains, silos and reminders. Key: <c>cluster</c>.</summary>
/// <remarks>A silo that does not answer within seconds is left out, and named where the answer has a place for it.</remarks>
[Alias("IClusterGrain")]
public interface IClusterGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "cluster";

    /// <summary>Every kind of grain of the service, those with most activations first.</summary>
    [Alias("ListKinds")]
    Task<ImmutableArray<GrainKind>> ListKinds();

    /// <summary>Grains of a kind that are active or have something stored, in the order of their keys' code points.</summary>
    /// <returns>Null when there is no such kind.</returns>
    [Alias("FindGrains")]
    Task<GrainPage?> FindGrains(GrainQuery query);

    /// <summary>All that is known of one grain.</summary>
    /// <returns>Null when there is no such kind.</returns>
    [Alias("GetGrain")]
    Task<GrainView?> GetGrain(string kind, string key);

    /// <summary>Lets a grain's activations end after the requests under way. One that is not active stays so.</summary>
    /// <returns>Null when there is no such kind.</returns>
    [Alias("Deactivate")]
    Task<Deactivation?> Deactivate(string kind, string key);

    /// <summary>Every silo in the membership: those that work first, then the latest.</summary>
    [Alias("ListSilos")]
    Task<ImmutableArray<SiloReport>> ListSilos();

    /// <summary>How the writers of the ledger do, on every silo that answers.</summary>
    [Alias("GetLedgerFigures")]
    Task<ImmutableArray<LedgerFigures>> GetLedgerFigures();

    /// <summary>A part of the reminders of all grains.</summary>
    /// <param name="grainPart">What the grain's id, <c>kind/key</c>, contains, case-sensitive; null for all.</param>
    /// <param name="request">Which part.</param>
    [Alias("ListReminderPart")]
    Task<ListPart<ReminderStatus>> ListReminders(string? grainPart, ListRequest<ReminderSort> request);
}

/// <summary>Which grains are looked for.</summary>
/// <param name="Kind">The kind of grain.</param>
/// <param name="KeyPart">What the key contains, case-sensitive; null for all.</param>
/// <param name="After">Only keys behind this one; null from the beginning.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="IsDescending">From the last key to the first.</param>
[GenerateSerializer, Immutable, Alias("GrainQuery")]
public sealed record GrainQuery(string Kind, string? KeyPart, string? After, int Limit, bool IsDescending);

/// <summary>What grains of a kind are sorted by.</summary>
[GenerateSerializer, Alias("GrainSort")]
public enum GrainSort
{
    /// <summary>By the code points of the key.</summary>
    Key,
}

/// <summary>A kind of grain: a grain class.</summary>
/// <param name="Kind">The name by which the runtime calls it.</param>
/// <param name="GrainType">The full name of the class.</param>
/// <param name="StatelessWorker">It has as many activations as there is work for, on every silo.</param>
/// <param name="States">The names of its states in storage.</param>
/// <param name="Activations">Activations on all silos.</param>
/// <param name="Stored">Grains of that kind with a state in storage; null while the database is away.</param>
/// <param name="Silos">The activations of each silo that has any.</param>
[GenerateSerializer, Immutable, Alias("GrainKind")]
public sealed record GrainKind(
    string Kind,
    string GrainType,
    bool StatelessWorker,
    ImmutableArray<string> States,
    int Activations,
    long? Stored,
    ImmutableArray<KindOnSilo> Silos
);

/// <summary>Activations of a kind on a silo.</summary>
/// <param name="Silo">The address of the silo.</param>
/// <param name="Activations">How many are in memory.</param>
[GenerateSerializer, Immutable, Alias("KindOnSilo")]
public sealed record KindOnSilo(string Silo, int Activations);

/// <summary>Some grains of a kind.</summary>
/// <param name="Kind">Such as <c>cycle</c>, as paths name it.</param>
/// <param name="Grains">In the order of their keys' code points.</param>
/// <param name="Next">The key after which the next page begins; null on the last one.</param>
/// <param name="Unanswered">Silos that did not answer in time: what is active there alone is missing.</param>
[GenerateSerializer, Immutable, Alias("GrainPage")]
public sealed record GrainPage(string Kind, ImmutableArray<GrainSummary> Grains, string? Next, ImmutableArray<string> Unanswered);

/// <summary>A grain in a list.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Activations">Where it is active; empty when it is not.</param>
/// <param name="States">The names of the states that are stored.</param>
/// <param name="Reminders">How many reminders it has.</param>
[GenerateSerializer, Immutable, Alias("GrainSummary")]
public sealed record GrainSummary(string Key, ImmutableArray<GrainActivation> Activations, ImmutableArray<string> States, int Reminders);

/// <summary>A grain in the memory of a silo.</summary>
/// <param name="Silo">The address of the silo.</param>
/// <param name="Since">Since when; of several activations since when the first of them.</param>
/// <param name="Count">How many activations: one, except for stateless workers.</param>
[GenerateSerializer, Immutable, Alias("GrainActivation")]
public sealed record GrainActivation(string Silo, DateTimeOffset Since, int Count);

/// <summary>All that is known of one grain.</summary>
/// <param name="Kind">Such as <c>cycle</c>, as paths name it.</param>
/// <param name="Key">The grain's key among its kind.</param>
/// <param name="Activations">Where it is active; empty when it is not.</param>
/// <param name="States">What is stored.</param>
/// <param name="Reminders">Its reminders.</param>
/// <param name="Unanswered">Silos that did not answer in time: it may be active there.</param>
[GenerateSerializer, Immutable, Alias("GrainView")]
public sealed record GrainView(
    string Kind,
    string Key,
    ImmutableArray<GrainActivation> Activations,
    ImmutableArray<StoredState> States,
    ImmutableArray<ReminderStatus> Reminders,
    ImmutableArray<string> Unanswered
);

/// <summary>A state of a grain in storage.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">The state as JSON; null when it was cleared.</param>
/// <param name="Etag">The version, which a write must know.</param>
/// <param name="WrittenAt">When it was written last; null when that can't be told.</param>
[GenerateSerializer, Immutable, Alias("StoredState")]
public sealed record StoredState(string Name, string? Json, string Etag, DateTimeOffset? WrittenAt);

/// <summary>The outcome of an operator's request to end a grain's activations.</summary>
/// <param name="Kind">Such as <c>cycle</c>, as paths name it.</param>
/// <param name="Key">The grain's key among its kind.</param>
/// <param name="WasActive">It was active somewhere.</param>
/// <param name="Activations">What was active and ends now.</param>
/// <param name="Unanswered">Silos that did not answer in time: it may be active there still.</param>
[GenerateSerializer, Immutable, Alias("Deactivation")]
public sealed record Deactivation(
    string Kind,
    string Key,
    bool WasActive,
    ImmutableArray<GrainActivation> Activations,
    ImmutableArray<string> Unanswered
);
