using System.Globalization;
using System.Text.Json.Nodes;

namespace LearningActors.Tests.Http;

/// <summary>Makes from a schema of the document what that schema does not allow.</summary>
internal static class SchemaFaults
{
    internal static JsonObject Resolve(JsonNode document, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference
            ? document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!.AsObject()
            : schema.AsObject();

    /// <summary>Bodies that are wrong in one field.</summary>
    internal static IEnumerable<(string What, string Field, JsonObject Body)> Wrongs(
        JsonNode document,
        JsonObject schema,
        string path,
        JsonObject example
    )
    {
        yield return ("extra", $"{path}surplus", With(example, "surplus", 1));
        foreach (var name in schema["required"]?.AsArray().Select(one => (string)one!) ?? [])
        {
            var without = example.DeepClone().AsObject();
            without.Remove(name);
            yield return ("missing", path + name, without);
        }

        foreach (var (name, node) in schema["properties"]?.AsObject() ?? [])
        {
            var field = Resolve(document, node!);
            foreach (var (what, value) in WrongOf(field))
                yield return (what, path + name, With(example, name, value));
            if (field["items"] is { } items)
            {
                var inner = Resolve(document, items);
                // Items that are no objects are checked by the field's own reader, as a whole.
                if (inner["properties"] is null)
                    continue;
                foreach (var (what, place, body) in Wrongs(document, inner, $"{path}{name}[0].", Sample(document, inner).AsObject()))
                    yield return (what, place, With(example, name, new JsonArray(body)));
            }
            else if (field["properties"] is not null)
            {
                foreach (var (what, place, body) in Wrongs(document, field, $"{path}{name}.", Sample(document, field).AsObject()))
                    yield return (what, place, With(example, name, body));
            }
        }
    }

    private static IEnumerable<(string What, JsonNode Value)> WrongOf(JsonObject field)
    {
        var types = Types(field);
        yield return ("wrong type", types.Contains("object") ? "x" : new JsonObject { ["x"] = 1 });
        if (!types.Contains("boolean"))
            yield return ("wrong type", true);
        if (field["enum"] is not null)
            yield return ("no such word", "no such word");
        if (types.Contains("string") && !types.Contains("number") && field["enum"] is null)
        {
            yield return ("number for a text", 7);
            if (field["format"] is not null)
                yield return ("wrong form", "x");
        }

        if (types.Contains("integer"))
            yield return ("fraction", 1.5);
        foreach (var (what, text) in OutOfRange(field))
            yield return (what, JsonNode.Parse(text)!);
        if ((int?)field["maxLength"] is { } most)
            yield return ("too long", new string('x', most + 1));
        if ((int?)field["minLength"] is > 0)
            yield return ("too short", "");
        if ((int?)field["maxItems"] is { } max)
            yield return ("too many", new JsonArray([.. Enumerable.Range(0, max + 1).Select(_ => (JsonNode)new JsonObject())]));
    }

    private static IEnumerable<(string What, string Text)> OutOfRange(JsonObject field)
    {
        if (field["minimum"] is { } min)
            yield return ("below", (Number(min) - 1).ToString(CultureInfo.InvariantCulture));
        if (field["maximum"] is { } max)
            yield return ("above", (Number(max) + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    internal static IEnumerable<(string Name, string? Value)> WrongValues(JsonObject parameter)
    {
        var (name, schema) = ((string)parameter["name"]!, parameter["schema"]!.AsObject());
        if ((bool?)parameter["required"] == true)
            yield return (name, null);
        if (schema["enum"] is not null || schema["format"] is not null || !Types(schema).Contains("string"))
            yield return (name, "no such word");
        if ((int?)schema["maxLength"] is { } most)
            yield return (name, new string('x', most + 1));
        foreach (var (_, text) in OutOfRange(schema))
            yield return (name, text);
    }

    private static JsonNode Sample(JsonNode document, JsonObject field) =>
        Types(field)[0] switch
        {
            "object" => new JsonObject(
                (field["required"]?.AsArray() ?? []).Select(name =>
                    KeyValuePair.Create((string)name!, (JsonNode?)Sample(document, Resolve(document, field["properties"]![(string)name!]!)))
                )
            ),
            "array" => new JsonArray(),
            "boolean" => true,
            "string" when field["enum"] is { } words => words[0]!.DeepClone(),
            "string" when (string?)field["format"] == "date-time" => "2026-03-02T10:00:00Z",
            "string" when (string?)field["format"] == "date" => "2026-03-02",
            "string" when (string?)field["format"] == "uuid" => $"{Guid.NewGuid()}",
            "string" => "x",
            _ => field["minimum"]?.DeepClone() ?? 1,
        };

    private static string[] Types(JsonObject schema) =>
        schema["type"] switch
        {
            JsonArray many => [.. many.Select(one => (string)one!).Where(type => type != "null")],
            { } one => [(string)one!],
            null => ["object"],
        };

    private static JsonObject With(JsonObject example, string name, JsonNode value)
    {
        var with = example.DeepClone().AsObject();
        with[name] = value.DeepClone();
        return with;
    }
}
