using NodaTime;

namespace LearningActors.Simulation;

/// <summary>A learning clock that stands still until somebody moves it.</summary>
/// <remarks>Nothing happens by its moving alone: who moves it wakes the cycles.</remarks>
public sealed class DrivenClock(DateTimeOffset start) : IClock
{
    private long _ticks = start.UtcTicks;
    private volatile bool _follows;

    /// <inheritdoc />
    public Instant GetCurrentInstant()
    {
        if (_follows)
            AdvanceTo(DateTimeOffset.UtcNow);
        return Instant.FromDateTimeUtc(new DateTime(Interlocked.Read(ref _ticks), DateTimeKind.Utc));
    }

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <summary>Moves the clock to an instant; one that has passed leaves it where it is.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        var stood = Interlocked.Read(ref _ticks);
        while (stood < instant.UtcTicks)
        {
            var found = Interlocked.CompareExchange(ref _ticks, instant.UtcTicks, stood);
            if (found == stood)
                return;
            stood = found;
        }
    }

    /// <summary>From now on it tells the real time; until that has reached it, it stands.</summary>
    public void FollowRealTime() => _follows = true;
}
