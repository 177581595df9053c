using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace LearningActors.Models;

/// <summary>
/// The JSON schema of an answer, in the subset that OpenAI's structured outputs take: every part required, and no others.
/// </summary>
/// <param name="Name">What the schema is called in the request.</param>
/// <param name="Json">The schema.</param>
public sealed record AnswerSchema(string Name, string Json)
{
    private static readonly JsonSchemaExporterOptions s_export = new() { TransformSchemaNode = Restrict };

    /// <summary>
    /// The schema of a record as <see cref="ModelJson"/> reads it. Parts are nullable there only because a server may leave
    /// them out.
    /// </summary>
    internal static AnswerSchema Of<T>(string name) => new(name, ModelJson.Options.GetJsonSchemaAsNode(typeof(T), s_export).ToJsonString());

    private static JsonNode Restrict(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        var mayBeNull = context.PropertyInfo?.AttributeProvider?.IsDefined(typeof(MayBeNullAttribute), inherit: false) == true;
        if (schema["type"] is JsonArray types && !mayBeNull)
            schema["type"] = types.Select(type => (string)type!).Single(type => type != "null");
        if (schema["enum"] is JsonArray values)
        {
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => (JsonNode)(string)value!)]);
        }

        if (schema["properties"] is JsonObject properties)
        {
            schema["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]);
            schema["additionalProperties"] = false;
        }

        return schema;
    }
}

/// <summary>The part says something also where it is null.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MayBeNullAttribute : Attribute;
