using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>An example request body, shown in the OpenAPI document.</summary>
internal sealed record RequestExample(string Json);

/// <summary>Puts examples and the bearer scheme into the OpenAPI document.</summary>
internal static class Examples
{
    internal static TBuilder WithExample<TBuilder>(this TBuilder builder, string json) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequestExample(json));

    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "LearningActors";
            document.Info.Description = "Explanations of trading signals that improve by feedback and experiment, and a trade journal that learns.";
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<RequestExample>().FirstOrDefault() is { } example && operation.RequestBody?.Content?.TryGetValue("application/json", out var content) == true)
                content.Example = JsonNode.Parse(example.Json);
            if (metadata.OfType<RequiredScope>().FirstOrDefault() is { } scope)
            {
                operation.Description = $"{operation.Description} Scope: {string.Join(" or ", scope.Any)}.".Trim();
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
    }
}
