using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearningActors.Client;

/// <summary>
/// Tells in this process what to know before a trade, as <c>GET /api/learning/relevant</c> would: from the insights that the service
/// serves, which are read again and again.
/// </summary>
/// <remarks>
/// They are a second old as a rule and never older than <see cref="LearningActorsOptions.MaxInsightAge"/>. An answer is merged
/// from a few lists that stand ready by what the question gives.
/// </remarks>
public sealed class InsightAdvisor : IAsyncDisposable
{
    private const int MaxLimit = 100;
    private readonly Snapshot<IReadOnlyList<Insight>, InsightTable> _served;
    private readonly SnapshotLoop _loop;

    internal InsightAdvisor(ServiceCaller caller, ILogger? logger = null)
    {
        _served = new Snapshot<IReadOnlyList<Insight>, InsightTable>(
            caller,
            "insights",
            "/api/learning/served",
            caller.Options.MaxInsightAge,
            insights => new InsightTable(insights),
            logger ?? NullLogger.Instance
        );
        _loop = new SnapshotLoop(caller, _served.ReadAsync, _served.RefreshAsync);
    }

    /// <summary>When the service read what is told now, by this machine's clock, UTC; null where it is too old to be told.</summary>
    public DateTimeOffset? AsOf => _served.Find()?.AsOf;

    /// <summary>Reads the insights now, and in the background from now on.</summary>
    /// <exception cref="LearningApiException">The service refused, such as for a key that it does not know.</exception>
    /// <exception cref="HttpRequestException">No address answers.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken = default) => _loop.ReadyAsync(cancellationToken);

    /// <summary>Reads in the background from now on.</summary>
    public void Start() => _loop.Start();

    /// <summary>The insights that fit best, by relevance times confidence.</summary>
    /// <param name="context">What is about to be traded.</param>
    /// <param name="limit">How many, 1 to 100.</param>
    /// <exception cref="SnapshotTooOldException">They were never read, or are too old.</exception>
    public IReadOnlyList<RelevantInsight> Find(TradeContext context, int limit = 5)
    {
        Check(limit);
        return _served.Get().Value.Find(context, limit);
    }

    /// <summary>The insights that fit best, where they are not too old.</summary>
    /// <param name="context">What is about to be traded.</param>
    /// <param name="insights">The best first.</param>
    /// <param name="limit">How many, 1 to 100.</param>
    /// <returns>False where they were never read, or are too old.</returns>
    public bool TryFind(TradeContext context, out IReadOnlyList<RelevantInsight> insights, int limit = 5)
    {
        Check(limit);
        var held = _served.Find();
        insights = held is null ? [] : held.Value.Find(context, limit);
        return held is not null;
    }

    /// <summary>Reads no more.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private static void Check(int limit)
    {
        if (limit is < 1 or > MaxLimit)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"Expected a limit from 1 to {MaxLimit}.");
    }
}
