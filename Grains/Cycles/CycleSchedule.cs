using NodaTime;
using NodaTime.TimeZones;

namespace LearningActors.Cycles;

/// <summary>A time of day on days of the week, in a zone.</summary>
/// <param name="Zone">The zone whose clock the times are of.</param>
/// <param name="Time">The local time.</param>
/// <param name="Days">The days of the week.</param>
public sealed record CycleSchedule(DateTimeZone Zone, LocalTime Time, IReadOnlySet<IsoDayOfWeek> Days)
{
    /// <summary>A local time that clocks skip becomes the first valid instant after it; one that comes twice, the earlier.</summary>
    private static readonly ZoneLocalMappingResolver s_resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier,
        Resolvers.ReturnStartOfIntervalAfter
    );

    /// <summary>Only on this day of the month, 1 to 28; null for all.</summary>
    public int? DayOfMonth { get; init; }

    /// <summary>Every day.</summary>
    public static IReadOnlySet<IsoDayOfWeek> EveryDay { get; } =
        Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).ToHashSet();

    /// <summary>The first occurrence after an instant.</summary>
    public ScheduledOccurrence Next(Instant after) => From(after).First();

    /// <summary>The occurrences after one instant up to another, oldest first.</summary>
    public IEnumerable<ScheduledOccurrence> Between(Instant after, Instant until) => From(after).TakeWhile(one => one.At <= until);

    /// <summary>The local date of what is due at an instant; of any other instant, the day that it falls on.</summary>
    public DateOnly DateOf(Instant at) => (Between(at - Duration.Epsilon, at).FirstOrDefault()?.Date ?? at.InZone(Zone).Date).ToDateOnly();

    private IEnumerable<ScheduledOccurrence> From(Instant after)
    {
        // A skipped time may be mapped to the next local day: begin a day early.
        for (var date = after.InZone(Zone).Date.PlusDays(-1); ; date = date.PlusDays(1))
        {
            if (!Days.Contains(date.DayOfWeek) || (DayOfMonth is { } only && date.Day != only))
                continue;
            var at = Zone.ResolveLocal(date + Time, s_resolver).ToInstant();
            if (at > after)
                yield return new ScheduledOccurrence(date, at);
        }
    }
}

/// <summary>A date on which a cycle is due, and the instant.</summary>
/// <param name="Date">The local date, which names the occurrence.</param>
/// <param name="At">When it is due.</param>
public sealed record ScheduledOccurrence(LocalDate Date, Instant At);
