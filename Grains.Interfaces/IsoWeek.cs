using System.Globalization;

namespace LearningActors;

/// <summary>A week of ISO 8601, from Monday to Sunday; the first of a year is the one with its first Thursday.</summary>
/// <param name="Year">The year of the week, which at the turn of a year may not be that of the day.</param>
/// <param name="Week">1..52, or 53 in a long year.</param>
[GenerateSerializer, Immutable, Alias("IsoWeek")]
public sealed record IsoWeek(int Year, int Week)
{
    /// <summary>The first day.</summary>
    public DateOnly Monday => DateOnly.FromDateTime(ISOWeek.ToDateTime(Year, Week, DayOfWeek.Monday));

    /// <summary>The last day.</summary>
    public DateOnly Sunday => Monday.AddDays(6);

    /// <summary>The week of a day.</summary>
    public static IsoWeek Of(DateOnly day) =>
        new(ISOWeek.GetYear(day.ToDateTime(TimeOnly.MinValue)), ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue)));

    /// <summary>The week of that number; null where the year has none.</summary>
    public static IsoWeek? Find(int year, int week) =>
        year is >= 2000 and <= 9000 && week >= 1 && week <= ISOWeek.GetWeeksInYear(year) ? new IsoWeek(year, week) : null;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is no week.</exception>
    public static IsoWeek Parse(string text) =>
        text.Split("-W") is [var year, var week]
        && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y)
        && int.TryParse(week, NumberStyles.None, CultureInfo.InvariantCulture, out var w)
        && Find(y, w) is { } found
            ? found
            : throw new FormatException($"'{text}' is no week, such as 2025-W01.");

    /// <summary>The week so many weeks later.</summary>
    public IsoWeek Plus(int weeks) => Of(Monday.AddDays(7 * weeks));

    /// <summary>Such as <c>2025-W01</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Week:00}");
}
