using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>
/// The sums of an experiment's arms by day, in memory. What is read anew are the days that changed since the last time, whole; so
/// doing it twice changes nothing, and closed days cost nothing.
/// </summary>
internal sealed class ArmTallies(IExperimentLedger ledger)
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(1);

    /// <summary>A write may commit this long after the time it bears; every refresh looks back so far.</summary>
    private static readonly TimeSpan s_overlap = TimeSpan.FromSeconds(30);

    private readonly SortedList<DateOnly, ImmutableArray<ArmDay>> _days = [];
    private DateTimeOffset? _readAt;
    private Task _refresh = Task.CompletedTask;
    private ImmutableArray<ArmDay>? _end;

    /// <summary>The sums of all days up to now, a second old at most.</summary>
    internal async Task<ImmutableArray<ArmDay>> ReadAsync(Experiment experiment, DateTimeOffset now)
    {
        if (now - _readAt < s_freshness)
            return Present();
        return await ReadFreshAsync(experiment, now);
    }

    /// <summary>The same, with everything that was committed before the call.</summary>
    internal async Task<ImmutableArray<ArmDay>> ReadFreshAsync(Experiment experiment, DateTimeOffset now)
    {
        // Reports interleave: one refresh at a time, so that an older answer never replaces a newer one.
        while (!_refresh.IsCompleted)
            await _refresh;
        await (_refresh = RefreshAsync(experiment, now));
        return Present();
    }

    /// <summary>
    /// The sums of a decision. Of an experiment that ended before these were kept, the days up to its end are read, once.
    /// </summary>
    internal async Task<ImmutableArray<ArmDay>> ReadEndAsync(ExperimentState ended) =>
        ended.Days.IsEmpty ? _end ??= await ReadDaysAsync(ended.Experiment!, ended.Experiment!.Decision!.At, null) : ended.Days;

    private async Task RefreshAsync(Experiment experiment, DateTimeOffset now)
    {
        var changed = await ReadDaysAsync(experiment, now, _readAt - s_overlap);
        foreach (var day in changed.GroupBy(one => one.Day))
            _days[day.Key] = [.. day];
        _readAt = now;
    }

    private Task<ImmutableArray<ArmDay>> ReadDaysAsync(Experiment experiment, DateTimeOffset through, DateTimeOffset? changedSince) =>
        ledger.ReadArmDaysAsync(
            experiment.Plan.Signal,
            [.. experiment.Plan.Arms.Select(arm => arm.Version)],
            DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime),
            DateOnly.FromDateTime(through.UtcDateTime),
            experiment.Plan.VoteWindowDays,
            [.. experiment.Segments.Select(segment => segment.From)],
            changedSince
        );

    private ImmutableArray<ArmDay> Present() => [.. _days.Values.SelectMany(day => day)];
}
