using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LearningActors.Client;

namespace LearningActors.Tests.Http;

/// <summary>
/// The client's records of answers and of what is sent are what the document says: each property is there with its type, and none
/// that is required is missing.
/// </summary>
public sealed class ClientRecordTests
{
    private static readonly JsonElement s_schemas = JsonDocument
        .Parse(File.ReadAllText(OpenApiDocumentTests.Path))
        .RootElement.GetProperty("components")
        .GetProperty("schemas");

    private const string Inline = "an inline object";

    public static TheoryData<string> Records => [.. RecordTypes.Where(type => !IsPart(type)).Select(type => type.Name)];

    private static IEnumerable<Type> RecordTypes =>
        typeof(LearningClient)
            .Assembly.GetExportedTypes()
            .Where(type => type.GetMethod("<Clone>$") is not null && !type.IsGenericTypeDefinition);

    [Theory]
    [MemberData(nameof(Records))]
    public void ARecordIsWhatTheDocumentSays(string name)
    {
        Assert.True(s_schemas.TryGetProperty(name, out var schema), $"The document has no schema {name}.");
        Compare(RecordTypes.Single(type => type.Name == name), schema, name);
    }

    [Fact]
    public void APageIsWhatTheDocumentSays() => Compare(typeof(Page<Insight>), s_schemas.GetProperty("PageOfInsight"), "PageOfInsight");

    [Fact]
    public void OutcomesOfItemsAreWhatTheDocumentSays() =>
        Compare(
            typeof(ItemsResponse<RecordedTrade>),
            s_schemas.GetProperty("ItemsResponseOfRecordedTrade"),
            "ItemsResponseOfRecordedTrade"
        );

    [Fact]
    public void EveryAnswerAndBodyThatTheDocumentNamesHasARecord()
    {
        var known = RecordTypes.Select(type => type.Name).ToHashSet();
        var missing = s_schemas
            .EnumerateObject()
            .Where(schema =>
                schema.Value.TryGetProperty("properties", out _)
                && !schema.Name.StartsWith("PageOf", StringComparison.Ordinal)
                && !schema.Name.StartsWith("ItemsResponseOf", StringComparison.Ordinal)
            )
            .Select(schema => schema.Name)
            // A form has no record: a file is streamed.
            .Where(name => name is not ("ProblemDetails" or "ImportInput") && !known.Contains(name));
        Assert.Empty(missing);
    }

    [Fact]
    public void ABodyDemandsWhatTheDocumentDemands()
    {
        var demanded = RecordTypes
            .Where(type => type.Name.EndsWith("Input", StringComparison.Ordinal) && !IsPart(type))
            .SelectMany(type => Required(s_schemas.GetProperty(type.Name)).Select(field => (Type: type, Field: field)));
        Assert.All(
            demanded,
            one =>
                Assert.True(
                    one.Type.GetProperties()
                        .Single(property => FieldOf(property) == one.Field)
                        .IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)),
                    $"{one.Type.Name}.{one.Field}"
                )
        );
    }

    /// <summary>Described inside the schema of what it is a part of, and compared there.</summary>
    private static bool IsPart(Type type) =>
        RecordTypes
            .Where(whole => whole.Name.EndsWith("Input", StringComparison.Ordinal))
            .SelectMany(whole => whole.GetProperties())
            .Any(property =>
                property.PropertyType == type
                || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments().Contains(type))
            );

    private static HashSet<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(one => one.GetString()!)] : [];

    private static string FieldOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? ClientJson.Options.PropertyNamingPolicy!.ConvertName(property.Name);

    private static void Compare(Type record, JsonElement schema, string name)
    {
        var described = schema.GetProperty("properties").EnumerateObject().ToDictionary(one => one.Name, one => one.Value);
        var required = Required(schema);
        var properties = record.GetProperties().ToDictionary(FieldOf);
        Assert.Empty(properties.Keys.Except(described.Keys));
        Assert.Empty(required.Except(properties.Keys));
        var context = new NullabilityInfoContext();
        foreach (var (field, property) in properties)
        {
            var nullable =
                Nullable.GetUnderlyingType(property.PropertyType) is not null
                || context.Create(property).WriteState == NullabilityState.Nullable;
            var wrong = Mismatch(property.PropertyType, described[field], nullable);
            Assert.True(wrong is null, $"{name}.{field}: {wrong}");
            Assert.True(
                !property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) || required.Contains(field),
                $"{name}.{field} is not required by the document."
            );
        }
    }

    /// <summary>Why a type can't take what the schema allows; null where it can.</summary>
    private static string? Mismatch(Type type, JsonElement schema, bool nullable)
    {
        var (one, allowsNull) = Unwrap(schema);
        if (allowsNull && !nullable && type != typeof(JsonElement))
            return "the document allows null.";
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(JsonElement) || plain == typeof(JsonNode))
            return null;
        if (one.TryGetProperty("enum", out _))
            return plain == typeof(string) ? null : "an enumeration is a string.";
        var format = one.TryGetProperty("format", out var given) ? given.GetString() : null;
        var kind = one.TryGetProperty("type", out var said)
            ? said.ValueKind == JsonValueKind.Array
                ? said.EnumerateArray().Select(each => each.GetString()).First(each => each != "null")
                : said.GetString()
            : null;
        switch (kind)
        {
            case "array":
                return plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
                    ? Mismatch(plain.GetGenericArguments()[0], one.GetProperty("items"), nullable: true)
                    : "an array is an IReadOnlyList.";
            case "object" when one.TryGetProperty("properties", out _) && NameOf(schema) == Inline:
                Compare(plain, one, plain.Name);
                return null;
            case "object" when one.TryGetProperty("additionalProperties", out var value):
                return plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
                    ? Mismatch(plain.GetGenericArguments()[1], value, nullable: true)
                    : "an object with any names is an IReadOnlyDictionary.";
            case "object" when NameOf(schema) == Inline:
                return plain == typeof(IReadOnlyDictionary<string, JsonNode>) ? null : "an object of anything is a dictionary of nodes.";
            case "object":
                return NameOf(plain) == NameOf(schema) ? null : $"expected {NameOf(schema)}.";
            case "integer":
                return plain == (format == "int64" ? typeof(long) : typeof(int)) ? null : $"expected an integer of {format}.";
            case "number":
                return plain == typeof(double) || plain == typeof(decimal) ? null : "expected a number.";
            case "boolean":
                return plain == typeof(bool) ? null : "expected a boolean.";
            case "string":
                var expected = format switch
                {
                    "date-time" => typeof(DateTimeOffset),
                    "date" => typeof(DateOnly),
                    "uuid" => typeof(Guid),
                    _ => typeof(string),
                };
                return plain == expected ? null : $"expected {expected.Name}.";
            default:
                return $"the document says {one}.";
        }
    }

    /// <summary>The schema behind references and <c>oneOf</c> with null, and whether null is allowed.</summary>
    private static (JsonElement Schema, bool AllowsNull) Unwrap(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var others = choices.EnumerateArray().Where(one => !IsNull(one)).ToArray();
            return (Unwrap(Assert.Single(others)).Schema, others.Length < choices.GetArrayLength());
        }

        if (schema.TryGetProperty("$ref", out var reference))
            return (s_schemas.GetProperty(reference.GetString()!.Split('/')[^1]), false);
        var allowsNull =
            schema.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.Array
            && type.EnumerateArray().Any(each => each.GetString() == "null");
        return (schema, allowsNull);

        static bool IsNull(JsonElement one) =>
            one.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null";
    }

    private static string NameOf(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
            return NameOf(choices.EnumerateArray().Last());
        return schema.TryGetProperty("$ref", out var reference) ? reference.GetString()!.Split('/')[^1] : Inline;
    }

    private static string NameOf(Type type) => type.IsGenericType ? $"PageOf{type.GetGenericArguments()[0].Name}" : type.Name;
}
