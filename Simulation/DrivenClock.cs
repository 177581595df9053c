using NodaTime;

namespace LearningActors.Simulation;

/// <summary>A learning clock that stands still until somebody moves it.</summary>
/// <remarks>Nothing happens by its moving alone: who moves it wakes the cycles.</remarks>
public sealed class DrivenClock(DateTimeOffset start) : IClock
{
    private long _ticks = start.UtcTicks;

    /// <inheritdoc />
    public Instant GetCurrentInstant() => Instant.FromDateTimeUtc(new DateTime(Interlocked.Read(ref _ticks), DateTimeKind.Utc));

    /// <summary>Moves the clock.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <summary>Moves the clock to an instant; one that has passed leaves it where it is.</summary>
    public void AdvanceTo(DateTimeOffset instant) =>
        Interlocked.Exchange(ref _ticks, Math.Max(instant.UtcTicks, Interlocked.Read(ref _ticks)));
}
