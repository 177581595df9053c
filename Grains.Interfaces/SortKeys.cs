using System.Globalization;

namespace LearningActors;

/// <summary>What kind of value a list is sorted by; a place in it is checked against that before anybody compares with it.</summary>
public enum SortKind
{
    /// <summary>By code points.</summary>
    Text,

    /// <summary>An instant.</summary>
    Time,

    /// <summary>A day.</summary>
    Day,

    /// <summary>Any finite number.</summary>
    Number,

    /// <summary>A whole number of 64 bits.</summary>
    Whole,

    /// <summary>A UUID.</summary>
    Uuid,
}

/// <summary>Values that lists are sorted by, written so that they can be read without loss.</summary>
public static class SortKeys
{
    /// <summary>UTC to the microsecond, as PostgreSQL keeps instants.</summary>
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private const string Day = "yyyy-MM-dd";

    /// <summary>The value as text.</summary>
    /// <exception cref="ArgumentException">It is of no type that lists are sorted by.</exception>
    public static string Write(IComparable value) =>
        value switch
        {
            string text => text,
            DateTimeOffset at => at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            int or long => string.Create(CultureInfo.InvariantCulture, $"{value}"),
            Guid id => id.ToString(),
            _ => throw new ArgumentException($"Lists are not sorted by {value.GetType()}.", nameof(value)),
        };

    /// <summary>Whether a text is a value of that kind.</summary>
    public static bool IsOf(SortKind kind, string text) =>
        kind switch
        {
            SortKind.Text => true,
            SortKind.Time => DateTime.TryParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            SortKind.Day => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            SortKind.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number),
            SortKind.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            SortKind.Uuid => Guid.TryParseExact(text, "D", out _),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of values."),
        };

    /// <summary>Compares a value with one that <see cref="Write"/> wrote; texts by UTF-16 code units.</summary>
    public static int Compare(IComparable value, string written) =>
        value switch
        {
            string text => string.CompareOrdinal(text, written),
            DateTimeOffset => string.CompareOrdinal(Write(value), written),
            double number => number.CompareTo(double.Parse(written, CultureInfo.InvariantCulture)),
            int number => ((long)number).CompareTo(long.Parse(written, CultureInfo.InvariantCulture)),
            long number => number.CompareTo(long.Parse(written, CultureInfo.InvariantCulture)),
            Guid id => string.CompareOrdinal(id.ToString(), written),
            _ => throw new ArgumentException($"Lists are not sorted by {value.GetType()}.", nameof(value)),
        };
}
