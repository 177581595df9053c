using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>A field of a body, or a value of a query string: declared once, read by it, and described by it.</summary>
/// <param name="name">The name.</param>
/// <param name="what">What it is: a clause that ends "Required: …".</param>
internal abstract class Field(string name, string what)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(name);

    internal string Name => name;

    internal ReadOnlySpan<byte> Utf8 => _utf8;

    internal string What => what;

    /// <summary>It must be there.</summary>
    internal bool IsRequired { get; init; }

    /// <summary>It must be there, and null says something.</summary>
    internal bool IsRequiredOrNull { get; init; }

    /// <summary>What holds where it is not given; null where that is nothing.</summary>
    internal object? Default { get; init; }

    /// <summary>An example, for a query string.</summary>
    internal string? Example { get; init; }

    /// <summary>The schema, as the OpenAPI document shows it.</summary>
    internal OpenApiSchema Schema(bool isBody)
    {
        var schema = Limits();
        schema.Description = $"{char.ToUpperInvariant(what[0])}{what[1..]}.";
        schema.Default = Default switch
        {
            null => null,
            string text => JsonValue.Create(text),
            var number => JsonNode.Parse(Convert.ToString(number, CultureInfo.InvariantCulture)!.ToLowerInvariant()),
        };
        if (isBody && !IsRequired)
        {
            schema.Type |= JsonSchemaType.Null;
            schema.Enum?.Add(null!);
        }

        return schema;
    }

    protected abstract OpenApiSchema Limits();
}

/// <summary>A text.</summary>
internal sealed class TextField(string name, string what, int max) : Field(name, what)
{
    internal int Min { get; init; } = 1;

    internal int Max => max;

    protected override OpenApiSchema Limits() =>
        new()
        {
            Type = JsonSchemaType.String,
            MinLength = Min,
            MaxLength = max,
        };
}

/// <summary>True or false.</summary>
internal sealed class BoolField(string name, string what) : Field(name, what)
{
    protected override OpenApiSchema Limits() => new() { Type = JsonSchemaType.Boolean };
}

/// <summary>A whole number.</summary>
internal sealed class IntField(string name, string what, int min, int max) : Field(name, what)
{
    internal int Min => min;

    internal int Max => max;

    protected override OpenApiSchema Limits() =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = min.ToString(CultureInfo.InvariantCulture),
            Maximum = max.ToString(CultureInfo.InvariantCulture),
        };
}

/// <summary>A number.</summary>
internal sealed class NumberField(string name, string what, double min, double max) : Field(name, what)
{
    internal double Min => min;

    internal double Max => max;

    protected override OpenApiSchema Limits() =>
        new()
        {
            Type = JsonSchemaType.Number,
            Format = "double",
            Minimum = min.ToString(CultureInfo.InvariantCulture),
            Maximum = max.ToString(CultureInfo.InvariantCulture),
        };
}

/// <summary>An exact number, as prices and quantities are.</summary>
internal sealed class ExactField(string name, string what, decimal min, decimal max) : Field(name, what)
{
    internal decimal Min => min;

    internal decimal Max => max;

    protected override OpenApiSchema Limits() =>
        new()
        {
            Type = JsonSchemaType.Number,
            Format = "decimal",
            Minimum = min.ToString(CultureInfo.InvariantCulture),
            Maximum = max.ToString(CultureInfo.InvariantCulture),
        };
}

/// <summary>An instant with its offset.</summary>
internal sealed class TimeField(string name, string what) : Field(name, what)
{
    protected override OpenApiSchema Limits() => new() { Type = JsonSchemaType.String, Format = "date-time" };
}

/// <summary>An instant with its offset, or a UTC day.</summary>
internal sealed class TimeOrDayField(string name, string what) : Field(name, what)
{
    /// <summary>A day stands for its end, and not for its beginning.</summary>
    internal bool IsEnd { get; init; }

    protected override OpenApiSchema Limits() => new() { Type = JsonSchemaType.String };
}

/// <summary>A day.</summary>
internal sealed class DayField(string name, string what) : Field(name, what)
{
    protected override OpenApiSchema Limits() => new() { Type = JsonSchemaType.String, Format = "date" };
}

/// <summary>A UUID.</summary>
internal sealed class GuidField(string name, string what) : Field(name, what)
{
    protected override OpenApiSchema Limits() => new() { Type = JsonSchemaType.String, Format = "uuid" };
}

/// <summary>One of some words.</summary>
internal sealed class ChoiceField<T>(string name, string what, ImmutableArray<(string Word, T Value)> words) : Field(name, what)
    where T : struct
{
    /// <summary>The values of an enum in snake case, and signals as they are written everywhere.</summary>
    internal ChoiceField(string name, string what)
        : this(name, what, [.. Enum.GetValues(typeof(T)).Cast<T>().Select(value => (Word(value), value))]) { }

    internal ImmutableArray<(string Word, T Value)> Words => words;

    /// <summary>Upper and lower case are the same.</summary>
    internal bool IgnoresCase { get; init; }

    internal string Expected => string.Join(", ", words.Select(word => word.Word));

    internal T? Find(string text)
    {
        foreach (var (word, value) in words)
        {
            if (word.Equals(text, IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
                return value;
        }

        return null;
    }

    protected override OpenApiSchema Limits() =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word.Word))] };

    internal static string Word(T value) =>
        value is SignalType signal ? signal.Text() : JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!);
}

/// <summary>An object inside.</summary>
internal sealed class ObjectField(string name, string what, BodySchema schema) : Field(name, what)
{
    internal BodySchema Inner => schema;

    protected override OpenApiSchema Limits() => schema.Describe();
}

/// <summary>Objects inside.</summary>
internal sealed class ArrayField(string name, string what, BodySchema schema, int max) : Field(name, what)
{
    internal BodySchema Inner => schema;

    internal int Max => max;

    protected override OpenApiSchema Limits() =>
        new()
        {
            Type = JsonSchemaType.Array,
            MaxItems = max,
            Items = schema.Describe(),
        };
}

/// <summary>Something that its reader knows how to read.</summary>
internal sealed class OtherField(string name, string what, Func<OpenApiSchema> limits) : Field(name, what)
{
    protected override OpenApiSchema Limits() => limits();
}

/// <summary>The fields of an object. Others are refused.</summary>
internal sealed class BodySchema(string name, params Field[] fields)
{
    /// <summary>Names the schema in the OpenAPI document.</summary>
    internal string Name => name;

    internal IReadOnlyList<Field> Fields => fields;

    /// <summary>Notes every name that is no field.</summary>
    /// <remarks>Fields mostly come in the order in which they are declared, so that the search goes on behind the last one found.</remarks>
    internal void Check(JsonElement element, string path, FieldErrors errors)
    {
        var next = 0;
        foreach (var property in element.EnumerateObject())
        {
            if (IndexOf(property, next) is >= 0 and var found)
                next = found + 1;
            else
                Note(property, path, errors);
        }
    }

    internal OpenApiSchema Describe() =>
        new()
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Required = fields.Where(field => field.IsRequired || field.IsRequiredOrNull).Select(field => field.Name).ToHashSet(),
            Properties = fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)field.Schema(isBody: true)),
        };

    private int IndexOf(JsonProperty property, int start)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            var at = (start + i) % fields.Length;
            if (property.NameEquals(fields[at].Utf8))
                return at;
        }

        return -1;
    }

    private void Note(JsonProperty property, string path, FieldErrors errors)
    {
        string given;
        try
        {
            given = property.Name;
        }
        catch (InvalidOperationException)
        {
            errors.Add(path.Length == 0 ? "body" : path.TrimEnd('.'), "A name is not valid Unicode text.");
            return;
        }

        var shown = JsonText.IsStorable(given, out _) && given.Length <= 100 ? given : "(unreadable)";
        errors.Add(path + shown, $"Unknown field. {Spelling.Hint(given, [.. fields.Select(field => field.Name)])}");
    }
}
