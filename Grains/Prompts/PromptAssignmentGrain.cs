using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IPromptAssignmentGrain" />
/// <remarks>
/// Answers from a snapshot. One that is older than <see cref="s_fresh"/> is replaced in the background; only where nothing
/// came for a while does a caller wait for it.
/// </remarks>
[StatelessWorker, Reentrant]
public sealed partial class PromptAssignmentGrain(IClock clock, TimeProvider time, ILogger<PromptAssignmentGrain> logger)
    : Grain,
        IPromptAssignmentGrain
{
    /// <summary>How long who can do with an older snapshot waits for a new one.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(5);
    private Snapshot? _snapshot;
    private Task<Snapshot>? _refresh;
    private TimeBudget _refreshPatience;

    /// <inheritdoc />
    public Task<PromptAssignment> Assign(string unit) =>
        Present() is { } snapshot ? Task.FromResult(snapshot.Assign(unit, clock.UtcNow)) : AssignLaterAsync(unit);

    /// <inheritdoc />
    public async Task<PromptAssignment?> AssignFromMemory(string unit)
    {
        if (Present() is { } present)
            return present.Assign(unit, clock.UtcNow);
        try
        {
            var refresh = RefreshAsync();
            // All who wait for one refresh share their patience: where the champion hangs, only the first wait long.
            return (await refresh.WaitAsync(_refreshPatience.LeftOrNone, time)).Assign(unit, clock.UtcNow);
        }
        catch (Exception exception)
        {
            // Whatever keeps the champion from answering: a signal is explained all the same.
            RefreshFailed(logger, exception, this.GetPrimaryKeyString(), _snapshot?.ReadAt);
            return _snapshot?.Assign(unit, clock.UtcNow);
        }
    }

    /// <inheritdoc />
    public async Task<CurrentRouting> GetRouting()
    {
        var snapshot = Present() ?? await RefreshAsync();
        return new CurrentRouting(snapshot.Routing, snapshot.ReadAt);
    }

    private async Task<PromptAssignment> AssignLaterAsync(string unit) => (await RefreshAsync()).Assign(unit, clock.UtcNow);

    /// <summary>The snapshot, unless it is too old to be used.</summary>
    private Snapshot? Present()
    {
        var age = _snapshot is null ? TimeSpan.MaxValue : clock.UtcNow - _snapshot.ReadAt;
        if (age < s_fresh)
            return _snapshot;
        // With a snapshot at hand a failed refresh is not the caller's trouble: the next call tries again.
        if (age < s_stale)
            _ = RefreshAsync();
        return age < s_stale ? _snapshot : null;
    }

    private Task<Snapshot> RefreshAsync()
    {
        if (_refresh is { IsCompleted: false })
            return _refresh;
        _refreshPatience = new TimeBudget(s_patience, time);
        return _refresh = ReadAsync();
    }

    private async Task<Snapshot> ReadAsync()
    {
        var at = clock.UtcNow;
        var routing = await GrainFactory.GetGrain<IChampionGrain>(this.GetPrimaryKeyString()).GetRouting();
        return _snapshot = new Snapshot(routing, routing.Prompts.ToDictionary(prompt => prompt.Version), at);
    }

    [LoggerMessage(LogLevel.Warning, "The champion of {Signal} can't be asked; prompts are assigned as of {ReadAt}")]
    private static partial void RefreshFailed(ILogger logger, Exception exception, string signal, DateTimeOffset? readAt);

    private sealed record Snapshot(PromptRouting Routing, Dictionary<string, PromptVersion> Prompts, DateTimeOffset ReadAt)
    {
        internal PromptAssignment Assign(string unit, DateTimeOffset now)
        {
            var (version, experiment) = PromptRouter.Route(Routing, unit, now);
            return new PromptAssignment(Prompts[version], Prompts[Routing.Champion], experiment, ReadAt);
        }
    }
}
