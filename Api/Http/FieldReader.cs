using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LearningActors.Http;

/// <summary>Reads the fields of one JSON object and notes what is wrong with each. A field that is null counts as absent.</summary>
/// <param name="element">The object.</param>
/// <param name="path">The prefix of field names in messages: empty, or such as <c>[3].</c>.</param>
/// <param name="errors">Where faults are noted.</param>
internal readonly partial struct FieldReader(JsonElement element, string path, FieldErrors errors)
{
    /// <summary>The fields of the object, or null with a note when it is none.</summary>
    internal static FieldReader? Of(JsonElement element, string path, FieldErrors errors)
    {
        if (element.ValueKind == JsonValueKind.Object)
            return new FieldReader(element, path, errors);
        errors.Add(path.Length == 0 ? "body" : path.TrimEnd('.'), $"Expected a JSON object, not {Kind(element)}.");
        return null;
    }

    /// <summary>The fields of the object, or null with a note when it is none; names that the schema does not have are noted.</summary>
    internal static FieldReader? Of(JsonElement element, string path, FieldErrors errors, BodySchema schema)
    {
        if (Of(element, path, errors) is not { } fields)
            return null;
        schema.Check(element, path, errors);
        return fields;
    }

    internal string? Read(TextField field)
    {
        Require(field);
        return Text(field.Name, field.Max, field.Min);
    }

    internal bool? Read(BoolField field)
    {
        Require(field);
        return Bool(field.Name);
    }

    internal int? Read(IntField field)
    {
        Require(field);
        return Int(field.Name, field.Min, field.Max);
    }

    internal double? Read(NumberField field)
    {
        Require(field);
        return Number(field.Name, field.Min, field.Max);
    }

    internal decimal? Read(ExactField field)
    {
        Require(field);
        return Exact(field.Name, field.Min, field.Max);
    }

    internal DateTimeOffset? Read(TimeField field)
    {
        Require(field);
        return Time(field.Name);
    }

    internal DateOnly? Read(DayField field)
    {
        Require(field);
        return Day(field.Name);
    }

    internal Guid? Read(GuidField field)
    {
        Require(field);
        return Guid(field.Name);
    }

    internal T? Read<T>(ChoiceField<T> field)
        where T : struct
    {
        Require(field);
        if (Find(field.Name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text, out _) && field.Find(text) is { } found
            ? found
            : Wrong<T>(field.Name, $"one of {field.Expected}", value);
    }

    /// <summary>The fields of an object inside; null where it is not there, or is none.</summary>
    internal FieldReader? Read(ObjectField field)
    {
        Require(field);
        return Find(field.Name) is { } value ? Of(value, $"{path}{field.Name}.", errors, field.Inner) : null;
    }

    /// <summary>What of the objects inside can be read.</summary>
    internal ImmutableArray<T> Read<T>(ArrayField field, Func<FieldReader, T?> read)
        where T : class
    {
        Require(field);
        if (Find(field.Name) is not { } array)
            return [];
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > field.Max)
        {
            Fault(field.Name, $"Expected an array of at most {field.Max} objects.");
            return [];
        }

        var all = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (Of(item, $"{path}{field.Name}[{i++}].", errors, field.Inner) is { } fields && read(fields) is { } one)
                all.Add(one);
        }

        return all.DrainToImmutable();
    }

    /// <summary>Notes a field that must be there and is not.</summary>
    internal void Require(Field field)
    {
        if (field.IsRequired ? !Has(field.Name) : field.IsRequiredOrNull && !element.TryGetProperty(field.Utf8, out _))
            Fault(field.Name, $"Required: {field.What}.");
    }

    /// <summary>The fields of an object inside this one.</summary>
    internal FieldReader? Inner(JsonElement inner, string innerPath) => Of(inner, path + innerPath, errors);

    internal void Fault(string field, string message) => errors.Add(path + field, message);

    internal bool Has(string field) => Find(field) is not null;

    internal bool? Bool(string field) =>
        Find(field) switch
        {
            null => null,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { } other => Wrong<bool>(field, "true or false", other),
        };

    internal int? Int(string field, int min, int max)
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max
            ? number
            : Wrong<int>(field, $"a whole number from {min} to {max}", value);
    }

    internal double? Number(string field, double min, double max)
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= min && number <= max
            ? number
            : Wrong<double>(field, $"a number from {min} to {max}", value);
    }

    internal decimal? Money(string field, decimal max)
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= 0 && number <= max
            ? number
            : Wrong<decimal>(field, $"an amount in USD from 0 to {max}", value);
    }

    /// <summary>An exact number, as prices and quantities are.</summary>
    internal decimal? Exact(string field, decimal min, decimal max)
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= min && number <= max
            ? number
            : Wrong<decimal>(
                field,
                $"a number from {min.ToString(CultureInfo.InvariantCulture)} to {max.ToString(CultureInfo.InvariantCulture)}",
                value
            );
    }

    /// <summary>An instant with its offset, such as <c>2026-03-04T12:00:00Z</c>; UTC.</summary>
    internal DateTimeOffset? Time(string field)
    {
        if (Find(field) is not { } value)
            return null;
        return
            value.ValueKind == JsonValueKind.String
            && Instant().IsMatch(value.GetString()!)
            && value.TryGetDateTimeOffset(out var time)
            && time.Year >= 1970
            ? time.ToUniversalTime()
            : Wrong<DateTimeOffset>(field, "a time with its offset, such as 2026-03-04T12:00:00Z", value);
    }

    internal Guid? Guid(string field)
    {
        if (Find(field) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : Wrong<Guid>(field, "a UUID", value);
    }

    internal string? Text(string field, int max, int min = 1)
    {
        if (Find(field) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            return WrongText(field, "a text", value);
        if (!JsonText.TryRead(value, out var text, out var fault))
        {
            Fault(field, fault);
            return null;
        }

        if (text.Length >= min && text.Length <= max)
            return text;
        Fault(field, $"Expected {min} to {max} characters, not {text.Length}.");
        return null;
    }

    /// <summary>One of the names of an enum, in snake case.</summary>
    internal T? Choice<T>(string field)
        where T : struct, Enum
    {
        if (Find(field) is not { } value)
            return null;
        foreach (var one in Enum.GetValues<T>())
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(Name(one)))
                return one;
        }

        return Wrong<T>(field, $"one of {Names<T>()}", value);
    }

    /// <summary>The names that <see cref="Choice{T}"/> takes.</summary>
    internal static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Name));

    /// <summary>A day such as <c>2026-02-28</c>.</summary>
    internal DateOnly? Day(string field)
    {
        if (Find(field) is not { } value)
            return null;
        return
            value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Wrong<DateOnly>(field, "a day such as 2026-02-28", value);
    }

    private static string Name<T>(T one)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(one.ToString());

    internal JsonElement? Find(string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Notes a field that must be there and is not. What is there and wrong was noted already.</summary>
    internal void Require(string field, string what)
    {
        if (!Has(field))
            Fault(field, $"Required: {what}.");
    }

    private T? Wrong<T>(string field, string expected, JsonElement value)
        where T : struct
    {
        WrongText(field, expected, value);
        return null;
    }

    private string? WrongText(string field, string expected, JsonElement value)
    {
        Fault(field, $"Expected {expected}, not {Kind(value)}.");
        return null;
    }

    [GeneratedRegex(@"(Z|[+-]\d\d:\d\d)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instant();

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => value.GetRawText() is { Length: <= 40 } text ? $"the text {text}" : "a text",
            _ => value.GetRawText() is { Length: <= 40 } text ? text : "this value",
        };
}
