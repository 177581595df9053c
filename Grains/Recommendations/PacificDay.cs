using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>Days of the desk, which follow the clock of Los Angeles.</summary>
public static class PacificDay
{
    /// <summary>The zone.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    /// <summary>The day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Date.ToDateOnly();

    /// <summary>When a day begins, UTC; it lasts 23 or 25 hours where the clocks change.</summary>
    public static DateTimeOffset Start(DateOnly day) => Zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();
}
