using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>An endpoint takes a form with a file (<c>multipart/form-data</c>): its reader and the OpenAPI document follow it.</summary>
/// <param name="Name">Names the schema in the OpenAPI document.</param>
/// <param name="File">The part that is the file.</param>
/// <param name="Fields">Further parts, each a text.</param>
internal sealed record FormUpload(string Name, TextField File, IReadOnlyList<TextField> Fields)
{
    /// <summary>The body as the OpenAPI document shows it.</summary>
    internal OpenApiRequestBody Describe(OpenApiDocument document)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Required = new HashSet<string> { File.Name },
            Properties = Fields.ToDictionary(field => field.Name, field => (IOpenApiSchema)field.Schema(isBody: false)),
        };
        schema.Properties[File.Name] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Format = "binary",
            Description = $"{char.ToUpperInvariant(File.What[0])}{File.What[1..]}.",
        };
        document.AddComponent<IOpenApiSchema>($"{Name}Input", schema);
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = new OpenApiSchemaReference($"{Name}Input", document) },
            },
        };
    }
}

/// <summary>Says of endpoints that they take a file.</summary>
internal static class FormUploads
{
    /// <summary>The endpoint takes a form with a file.</summary>
    internal static TBuilder WithUpload<TBuilder>(this TBuilder builder, FormUpload upload)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(upload);
}
