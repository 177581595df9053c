using System.Collections.Concurrent;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>
/// What clients know: what they have sent, and what was acknowledged. What was acknowledged must be in the tables once; what was sent
/// and never acknowledged may be; nothing else is.
/// </summary>
internal sealed class ClientLog
{
    private int _explainedWithoutAnswer;

    /// <summary>Explanations, by id.</summary>
    internal SentFacts<Guid> Explanations { get; } = new();

    /// <summary>Trades, by id.</summary>
    internal SentFacts<string> Trades { get; } = new();

    /// <summary>Recommendations, by id.</summary>
    internal SentFacts<string> Recommendations { get; } = new();

    /// <summary>Executions, by id.</summary>
    internal SentFacts<string> Executions { get; } = new();

    /// <summary>Votes by session: each session rates one explanation, and may change its mind.</summary>
    internal ConcurrentDictionary<string, SentVote> Votes { get; } = new();

    /// <summary>Signals that were to be explained by the service and whose sender gave up: each may be an explanation.</summary>
    internal int ExplainedWithoutAnswer => Volatile.Read(ref _explainedWithoutAnswer);

    /// <summary>All that was acknowledged.</summary>
    internal int Acknowledged =>
        Explanations.Acknowledged
        + Trades.Acknowledged
        + Recommendations.Acknowledged
        + Executions.Acknowledged
        + Votes.Values.Sum(vote => vote.Acknowledgements);

    internal void GaveUpExplaining() => Interlocked.Increment(ref _explainedWithoutAnswer);
}

/// <summary>Facts of one kind that do not change.</summary>
internal sealed class SentFacts<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, bool> _all = new();
    private int _acknowledged;

    internal int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Those that were sent, and whether they were acknowledged.</summary>
    internal IReadOnlyDictionary<TKey, bool> All => _all;

    internal void Sent(TKey key) => _all.TryAdd(key, false);

    internal void Received(TKey key)
    {
        if (_all.TryGetValue(key, out var known) && known)
            return;
        _all[key] = true;
        Interlocked.Increment(ref _acknowledged);
    }
}

/// <summary>A vote as a session gave it last.</summary>
/// <param name="Helpful">The thumb.</param>
/// <param name="Rating">The stars.</param>
/// <param name="Change">How often it was changed before.</param>
internal sealed record VoteValue(bool Helpful, int Rating, int Change);

/// <summary>The vote of a session. One worker sends it at a time.</summary>
internal sealed class SentVote(Guid explanation)
{
    private readonly List<VoteValue> _sent = [];

    internal Guid Explanation => explanation;

    internal int Acknowledgements { get; private set; }

    /// <summary>The last value that was acknowledged.</summary>
    internal VoteValue? Last { get; private set; }

    internal int Changes => _sent.Count;

    internal void Sent(VoteValue value) => _sent.Add(value);

    internal void Received(VoteValue value) => (Last, Acknowledgements) = (value, Acknowledgements + 1);

    /// <summary>A table may hold the last value that was acknowledged, or one that was sent after it.</summary>
    internal bool MayBe(VoteValue stored) => _sent.Contains(stored) && stored.Change >= (Last?.Change ?? 0);
}
