using Npgsql;

namespace LearningActors.Ledger;

/// <summary>Writes facts of one kind, many in one statement.</summary>
/// <typeparam name="TFact">The fact.</typeparam>
/// <typeparam name="TOutcome">What its caller is told.</typeparam>
public interface IBatchWriter<TFact, TOutcome>
{
    /// <summary>The kind of fact, for figures and messages.</summary>
    string Fact { get; }

    /// <summary>Facts of one key are never in two transactions at once, and are written in the order they came.</summary>
    Guid KeyOf(TFact fact);

    /// <summary>Writes the facts in one transaction and commits it.</summary>
    /// <returns>One outcome for each fact, in their order.</returns>
    Task<TOutcome[]> WriteAsync(NpgsqlConnection connection, IReadOnlyList<TFact> facts);

    /// <summary>Facts came to their end, for those who count: committed, or refused one by one.</summary>
    void Count(IReadOnlyList<TFact> facts, IReadOnlyList<TOutcome> outcomes) { }

    /// <summary>The outcome of a fact that the database refuses even alone.</summary>
    TOutcome Rejected(string reason);
}
