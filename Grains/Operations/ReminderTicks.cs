namespace LearningActors.Operations;

/// <summary>When a reminder ticks: at its start, and at whole periods after it.</summary>
public static class ReminderTicks
{
    /// <summary>The first tick from now on; null when there is none before the year 10000.</summary>
    /// <param name="firstTick">The start.</param>
    /// <param name="periodMs">The period in milliseconds.</param>
    /// <param name="now">The time of the runtime.</param>
    public static DateTimeOffset? Next(DateTimeOffset firstTick, long periodMs, DateTimeOffset now)
    {
        if (firstTick >= now)
            return firstTick;
        if (periodMs <= 0)
            return null;
        var period = (Int128)periodMs * TimeSpan.TicksPerMillisecond;
        var periods = ((Int128)(now - firstTick).Ticks + period - 1) / period;
        var next = firstTick.UtcTicks + (periods * period);
        return next <= DateTime.MaxValue.Ticks ? new DateTimeOffset((long)next, TimeSpan.Zero) : null;
    }
}
