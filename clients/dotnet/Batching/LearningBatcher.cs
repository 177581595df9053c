namespace LearningActors.Client;

/// <summary>
/// Gathers single votes, trades and explanations into the arrays that the API takes. A task ends when its item is committed to the
/// service's database; it throws where the item is refused.
/// </summary>
/// <remarks>
/// <para>What comes while a request is under way makes up the next one, so that nothing waits for a timer. Items of one id keep their
/// order. Where too much waits, adding waits (<see cref="LearningActorsOptions.MaxQueued"/>).</para>
/// <para>A request that broke is sent again with the same ids, to the next address, for <see cref="LearningActorsOptions.RetryFor"/>:
/// each item is stored once. Items that were not acknowledged are lost with the process; nothing is written to a disk here.</para>
/// <para>Cancelling ends the waiting. An item that is queued already is sent all the same.</para>
/// </remarks>
public sealed class LearningBatcher : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceCaller _caller;
    private readonly BatchLane<VoteOnExplanationInput, ReceivedItem>[] _votes;
    private readonly BatchLane<TradeInput, RecordedTrade>[] _trades;
    private readonly BatchLane<LoggedExplanationInput, LoggedExplanation>[] _explanations;
    private int _isDisposed;

    internal LearningBatcher(ServiceCaller caller)
    {
        _caller = caller;
        _votes = Lanes(BatchKinds.Votes);
        _trades = Lanes(BatchKinds.Trades);
        _explanations = Lanes(BatchKinds.Explanations);
    }

    /// <summary>Rates an explanation.</summary>
    /// <param name="vote">
    /// With a session, who completes or replaces an earlier vote by it; without one it is the explanation's one anonymous vote.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LearningApiException">The vote was refused; its status is as if it had been sent alone.</exception>
    /// <exception cref="UnknownOutcomeException">No address took it in time.</exception>
    /// <exception cref="ObjectDisposedException">The batcher takes nothing more.</exception>
    public Task<ReceivedItem> RateAsync(VoteOnExplanationInput vote, CancellationToken cancellationToken = default) =>
        Add(_votes, BatchKinds.Votes, vote, cancellationToken);

    /// <summary>Records a closed trade.</summary>
    /// <param name="trade">Its id makes it once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LearningApiException">The trade was refused.</exception>
    /// <exception cref="UnknownOutcomeException">No address took it in time.</exception>
    /// <exception cref="ObjectDisposedException">The batcher takes nothing more.</exception>
    public Task<RecordedTrade> RecordTradeAsync(TradeInput trade, CancellationToken cancellationToken = default) =>
        Add(_trades, BatchKinds.Trades, trade, cancellationToken);

    /// <summary>Records an explanation that an engine made itself.</summary>
    /// <param name="explanation">Where it has no id it gets one, which the outcome tells.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LearningApiException">The explanation was refused.</exception>
    /// <exception cref="UnknownOutcomeException">No address took it in time.</exception>
    /// <exception cref="ObjectDisposedException">The batcher takes nothing more.</exception>
    public Task<LoggedExplanation> LogAsync(LoggedExplanationInput explanation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var named = explanation.ExplanationId is null ? explanation with { ExplanationId = NewId.Make() } : explanation;
        return Add(_explanations, BatchKinds.Explanations, named, cancellationToken);
    }

    /// <summary>
    /// Takes nothing more and waits until all that was taken has its outcome, for <see cref="LearningActorsOptions.DrainTimeout"/> at
    /// most; the tasks of what is left then throw <see cref="UnknownOutcomeException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        var drained = Task.WhenAll([
            .. _votes.Select(lane => lane.DrainAsync()),
            .. _trades.Select(lane => lane.DrainAsync()),
            .. _explanations.Select(lane => lane.DrainAsync()),
        ]);
        try
        {
            await drained.WaitAsync(_caller.Options.DrainTimeout, _caller.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await drained.ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private BatchLane<TItem, TOutcome>[] Lanes<TItem, TOutcome>(BatchKind<TItem, TOutcome> kind)
        where TOutcome : IItemOutcome
    {
        var (lanes, most) = (_caller.Options.Lanes, _caller.Options.MaxQueued);
        return
        [
            .. Enumerable
                .Range(0, lanes)
                .Select(_ => new BatchLane<TItem, TOutcome>(kind, _caller, Math.Max(1, most / lanes), _stop.Token)),
        ];
    }

    private static Task<TOutcome> Add<TItem, TOutcome>(
        BatchLane<TItem, TOutcome>[] lanes,
        BatchKind<TItem, TOutcome> kind,
        TItem item,
        CancellationToken cancellationToken
    )
        where TOutcome : IItemOutcome
    {
        ArgumentNullException.ThrowIfNull(item);
        return lanes[(uint)kind.OrderOf(item) % (uint)lanes.Length].AddAsync(item, cancellationToken);
    }
}
