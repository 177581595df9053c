using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

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

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    internal FieldErrors Errors { get; } = new();

    internal string Path => context.Request.Path.Value ?? "";

    /// <summary>A value as it was given, and what holds otherwise; null where that is nothing.</summary>
    internal string? Given(Field field) =>
        context.Query(field.Name) is { Length: > 0 } value ? (field is BoolField ? value.ToLowerInvariant() : value)
        : field.Default is bool held ? (held ? "true" : "false")
        : Convert.ToString(field.Default, CultureInfo.InvariantCulture);

    /// <summary>Whether <c>Accept</c> names a media type, and JSON not before it.</summary>
    internal bool Prefers(string mediaType)
    {
        var accepted = context.Request.GetTypedHeaders().Accept.OrderByDescending(one => one.Quality ?? 1);
        return accepted.FirstOrDefault(one => one.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) || one.IsSubsetOf(s_json))
                is { } first
            && first.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
            && first.Quality is not 0;
    }

    /// <summary>Says to caches that another <c>Accept</c> has another answer.</summary>
    internal void DependsOnAccept() => context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);

    /// <summary>Notes every name that the endpoint does not read.</summary>
    internal void CheckNames(RequestQuery? known)
    {
        foreach (var given in context.Request.Query.Keys)
        {
            if (known?.Reads(given) != true)
                Errors.Add(given, $"Unknown query name. {Spelling.Hint(given, [.. known?.Fields.Select(field => field.Name) ?? []])}");
        }
    }

    internal string? Read(TextField field)
    {
        if (Value(field) is not { } text)
            return null;
        if (text.Length <= field.Max && JsonText.IsStorable(text, out _))
            return text;
        Errors.Add(field.Name, $"Expected at most {field.Max} characters of valid text, none of them NUL.");
        return null;
    }

    internal int? Read(IntField field)
    {
        if (Value(field) is not { } text)
            return null;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= field.Min
            && number <= field.Max
        )
            return number;
        Errors.Add(field.Name, $"Expected a whole number from {field.Min} to {field.Max}, not '{text}'.");
        return null;
    }

    internal bool? Read(BoolField field)
    {
        if (Value(field) is not { } text)
            return null;
        if (bool.TryParse(text, out var value))
            return value;
        Errors.Add(field.Name, $"Expected true or false, not '{text}'.");
        return null;
    }

    internal double? Read(NumberField field)
    {
        if (Value(field) is not { } text)
            return null;
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= field.Min
            && number <= field.Max
        )
            return number;
        Errors.Add(
            field.Name,
            string.Create(CultureInfo.InvariantCulture, $"Expected a number from {field.Min} to {field.Max}, not '{text}'.")
        );
        return null;
    }

    internal DateOnly? Read(DayField field)
    {
        if (Value(field) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Errors.Add(field.Name, $"Expected a day such as 2026-02-28, not '{text}'.");
        return null;
    }

    /// <summary>An instant with its offset, or a UTC day, which stands for its beginning or for its end.</summary>
    internal DateTimeOffset? Read(TimeOrDayField field)
    {
        if (Value(field) is not { } text)
            return null;
        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue
        )
            return new DateTimeOffset(day.AddDays(field.IsEnd ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero);
        if (DateTimeOffset.TryParseExact(text, s_instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        Errors.Add(
            field.Name,
            $"Expected a time with its offset such as 2026-02-28T12:00:00Z, or a UTC day such as 2026-02-28, not '{text}'."
        );
        return null;
    }

    internal T? Read<T>(ChoiceField<T> field)
        where T : struct
    {
        if (Value(field) is not { } text)
            return null;
        if (field.Find(text) is { } found)
            return found;
        Errors.Add(
            field.Name,
            $"Expected one of {field.Expected}, not '{text}'.{Spelling.Near(text, field.Words.Select(one => one.Word))}"
        );
        return null;
    }

    private string? Value(Field field)
    {
        if (context.Query(field.Name) is { Length: > 0 } value)
            return value;
        if (field.IsRequired)
            Errors.Add(field.Name, $"Required: {field.What}.");
        return null;
    }
}
