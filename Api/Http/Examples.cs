using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>An example request body, shown in the OpenAPI document.</summary>
internal sealed record RequestExample(string Json);

/// <summary>A value that an endpoint reads from the query string, as the OpenAPI document shows it.</summary>
internal sealed record QueryParameter(string Name, string Description, string Example, bool IsRequired);

/// <summary>Puts examples and the bearer scheme into the OpenAPI document.</summary>
internal static class Examples
{
    internal static TBuilder WithExample<TBuilder>(this TBuilder builder, string json)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequestExample(json));

    /// <summary>Describes a value that the endpoint reads from the query string by itself.</summary>
    internal static TBuilder WithQuery<TBuilder>(
        this TBuilder builder,
        string name,
        string example,
        string description,
        bool required = false
    )
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new QueryParameter(name, description, example, required));

    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "LearningActors";
                document.Info.Description =
                    "Explanations of trading signals that improve by feedback and experiment, a trade journal that learns, and what was recommended against what was done.";
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                };
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                if (
                    metadata.OfType<RequestExample>().FirstOrDefault() is { } example
                    && operation.RequestBody?.Content?.TryGetValue("application/json", out var content) == true
                )
                    content.Example = JsonNode.Parse(example.Json);
                foreach (var parameter in metadata.OfType<QueryParameter>())
                {
                    operation.Parameters ??= [];
                    operation.Parameters.Add(
                        new OpenApiParameter
                        {
                            Name = parameter.Name,
                            In = ParameterLocation.Query,
                            Description = parameter.Description,
                            Required = parameter.IsRequired,
                            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                            Example = JsonValue.Create(parameter.Example),
                        }
                    );
                }

                if (metadata.OfType<TakesIdempotencyKey>().Any())
                    (operation.Parameters ??= []).Add(IdempotencyKey.Description);
                if (metadata.OfType<RequiredScope>().FirstOrDefault() is { } scope)
                {
                    operation.Description = $"{operation.Description} Scope: {string.Join(" or ", scope.Any)}.".Trim();
                    operation.Security =
                    [
                        new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", context.Document)] = [] },
                    ];
                }

                return Task.CompletedTask;
            }
        );
    }
}
