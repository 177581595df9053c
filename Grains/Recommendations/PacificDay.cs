using NodaTime;

namespace LearningActors.Recommendations;

/// <summary>Days of the desk, which follow the clock of Los Angeles.</summary>
public static class PacificDay
{
    /// <summary>The zone.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    /// <summary>Monday to Friday.</summary>
    internal static IReadOnlySet<IsoDayOfWeek> Weekdays { get; } =
        new HashSet<IsoDayOfWeek>
        {
            IsoDayOfWeek.Monday,
            IsoDayOfWeek.Tuesday,
            IsoDayOfWeek.Wednesday,
            IsoDayOfWeek.Thursday,
            IsoDayOfWeek.Friday,
        };

    /// <summary>The day of an instant.</summary>
    public static DateOnly Of(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Date.ToDateOnly();

    /// <summary>The hour of an instant on the clock of Los Angeles, 0..23.</summary>
    public static int HourOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Hour;

    /// <summary>When a day begins, UTC; it lasts 23 or 25 hours where the clocks change.</summary>
    public static DateTimeOffset Start(DateOnly day) => Zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();
}
