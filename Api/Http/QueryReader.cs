using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>Reads the values of a query string and notes what is wrong with each. An empty value counts as absent.</summary>
/// <param name="context">The request.</param>
internal readonly struct QueryReader(HttpContext context)
{
    private static readonly string[] s_instants =
    [
        .. new[] { "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF" }.SelectMany(time =>
            new[] { $"{time}'Z'", $"{time}zzz" }
        ),
    ];

    internal FieldErrors Errors { get; } = new();

    internal string? Text(string name, int most)
    {
        if (Value(name) is not { } text)
            return null;
        if (text.Length <= most && !text.Contains('\0', StringComparison.Ordinal))
            return text;
        Errors.Add(name, $"Expected at most {most} characters, none of them NUL.");
        return null;
    }

    internal string? Required(string name, int most, string what)
    {
        if (Value(name) is null)
            Errors.Add(name, $"Required: {what}.");
        return Text(name, most);
    }

    internal int? Int(string name, int least, int most)
    {
        if (Value(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Errors.Add(name, $"Expected a whole number from {least} to {most}, not '{text}'.");
        return null;
    }

    internal long? Long(string name, long least)
    {
        if (Value(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        Errors.Add(name, $"Expected a whole number from {least} on, not '{text}'.");
        return null;
    }

    /// <summary>An instant with its offset, or a UTC day, which stands for its beginning or for its end.</summary>
    internal DateTimeOffset? TimeOrDay(string name, bool endOfDay = false)
    {
        if (Value(name) is not { } text)
            return null;
        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue
        )
            return new DateTimeOffset(day.AddDays(endOfDay ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
        if (DateTimeOffset.TryParseExact(text, s_instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        Errors.Add(name, $"Expected a time with its offset such as 2026-02-28T12:00:00Z, or a UTC day such as 2026-02-28, not '{text}'.");
        return null;
    }

    /// <summary>A number from 0 to 1.</summary>
    internal double? Fraction(string name)
    {
        if (Value(name) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
            return number;
        Errors.Add(name, $"Expected a number from 0 to 1, not '{text}'.");
        return null;
    }

    internal DateOnly? Day(string name)
    {
        if (Value(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Errors.Add(name, $"Expected a day such as 2026-02-28, not '{text}'.");
        return null;
    }

    /// <summary>One of an enum's values, in lower case with underscores.</summary>
    internal T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Value(name) is not { } text)
            return null;
        var values = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
        if (values.TryGetValue(text, out var found))
            return found;
        Errors.Add(name, $"Expected one of {string.Join(", ", values.Keys)}, not '{text}'.");
        return null;
    }

    internal T? RequiredChoice<T>(string name)
        where T : struct, Enum
    {
        var given = Choice<T>(name);
        if (Value(name) is null)
            Errors.Add(
                name,
                $"Required: one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}."
            );
        return given;
    }

    private string? Value(string name) => context.Query(name) is { Length: > 0 } value ? value : null;
}
