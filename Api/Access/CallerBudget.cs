using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace LearningActors.Access;

/// <summary>
/// The requests that one caller may still send by way of this host. The cluster has one bucket for the caller; this host takes a small
/// part of it at a time, so that most requests cost no call.
/// </summary>
/// <remarks>
/// A part is a fiftieth of what the bucket holds: what hosts have taken and nobody uses is at most that much for each of them. More is
/// fetched while half a part is left. Where the bucket can't be asked, requests go on: a silo that dies must not stop the desk.
/// </remarks>
internal sealed partial class CallerBudget(IBudgetGrain bucket, BudgetRate rate, TimeProvider time, ILogger<CallerBudget> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private readonly int _part = Math.Max(1, rate.Capacity / 50);
    private readonly Lock _lock = new();
    private int _here;
    private BudgetGrant _last = new(0, rate.Capacity, TimeSpan.Zero);
    private Task? _fetching;

    internal BudgetRate Rate => rate;

    /// <summary>The policy, as the header has it.</summary>
    internal StringValues Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"caller\";q={rate.Capacity};w=60");

    /// <summary>Requests that are left, as far as this host knows.</summary>
    internal int Left => Math.Clamp(Volatile.Read(ref _here) + Volatile.Read(ref _last).Left, 0, rate.Capacity);

    /// <summary>Seconds until the whole capacity is there again, if nothing is taken meanwhile.</summary>
    internal int SecondsUntilFull => (int)Math.Ceiling((rate.Capacity - Left) * rate.FillsIn.TotalSeconds / rate.Capacity);

    /// <summary>How long until a request may be sent.</summary>
    internal TimeSpan Wait => Volatile.Read(ref _last).Wait is { Ticks: > 0 } wait ? wait : TimeSpan.FromSeconds(1);

    /// <summary>Takes one of those that are here.</summary>
    internal bool TryTake()
    {
        var left = Interlocked.Decrement(ref _here);
        if (left < 0)
        {
            Interlocked.Increment(ref _here);
            return false;
        }

        if (left < _part / 2)
            _ = FetchAsync();
        return true;
    }

    /// <summary>Takes one, after more were fetched where none is here.</summary>
    internal async Task<bool> TakeAsync()
    {
        // Those who wait for the same part may be more than it has.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (TryTake())
                return true;
            await FetchAsync();
            if (Volatile.Read(ref _last).Tokens == 0)
                break;
        }

        return TryTake();
    }

    private Task FetchAsync()
    {
        lock (_lock)
        {
            if (_fetching is { IsCompleted: false } fetching)
                return fetching;
            return _fetching = FetchOnceAsync();
        }
    }

    private async Task FetchOnceAsync()
    {
        // The caller of the moment does not wait in the lock.
        await Task.Yield();
        try
        {
            var grant = await bucket.Take(rate, _part).WaitAsync(s_patience, time);
            Volatile.Write(ref _last, grant);
            Interlocked.Add(ref _here, grant.Tokens);
        }
        catch (Exception exception)
        {
            NotAsked(logger, exception);
            Volatile.Write(ref _last, new BudgetGrant(_part, Volatile.Read(ref _last).Left, TimeSpan.Zero));
            Interlocked.Add(ref _here, _part);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A caller's budget of requests could not be asked for: its requests go on meanwhile")]
    private static partial void NotAsked(ILogger logger, Exception exception);
}
