using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>
/// Says in the OpenAPI document that an answer has every field, and which can be null: <see cref="ApiJson"/> writes nulls, too. The
/// framework takes only those for required that a constructor asks for, and does not know of fields that <see cref="FieldNames"/>
/// put beside the others whether they can be null.
/// </summary>
internal static class WholeAnswers
{
    internal static void Describe(OpenApiOptions options) =>
        options.AddSchemaTransformer(
            (schema, context, _) =>
            {
                if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && context.JsonTypeInfo.Type != typeof(ProblemDetails))
                    Complete(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            }
        );

    private static void Complete(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.Required = schema.Properties?.Keys.ToHashSet(StringComparer.Ordinal);
        var nullability = new NullabilityInfoContext();
        foreach (var field in type.Properties)
        {
            if (
                field.AttributeProvider is PropertyInfo property
                && nullability.Create(property).ReadState == NullabilityState.NotNull
                && schema.Properties?.TryGetValue(field.Name, out var found) == true
                && found is OpenApiSchema { Type: { } given } described
            )
                described.Type = given & ~JsonSchemaType.Null;
        }
    }
}
