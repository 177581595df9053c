using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>What an endpoint takes as its body: its reader and the OpenAPI document follow it.</summary>
/// <param name="Schema">The fields of the object, or of each item.</param>
/// <param name="Example">A body that is taken.</param>
/// <param name="MaxBytes">Longer bodies are refused.</param>
/// <param name="MaxItems">How many an array may hold; 0 where no array is taken.</param>
/// <param name="IsArrayOnly">An object alone is not taken.</param>
internal sealed record RequestBody(BodySchema Schema, string Example, long MaxBytes, int MaxItems = 0, bool IsArrayOnly = false)
{
    /// <summary>The longest body that is one object.</summary>
    internal const long SmallBytes = 64 * 1024;

    /// <summary>What the endpoint of a request takes.</summary>
    internal static RequestBody Of(HttpContext context) => context.GetEndpoint()!.Metadata.GetRequiredMetadata<RequestBody>();
}

/// <summary>What an endpoint reads from its query string.</summary>
/// <param name="Fields">The values.</param>
/// <param name="IsCheckedByReader">The endpoint refuses unknown names by itself.</param>
internal sealed record RequestQuery(IReadOnlyList<Field> Fields, bool IsCheckedByReader = false)
{
    /// <summary>Whether a value of that name is read; names in a query have no case.</summary>
    internal bool Reads(string name)
    {
        foreach (var field in Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

/// <summary>Says of endpoints what they take.</summary>
internal static class RequestDescriptions
{
    private const long LargeBytes = 16 * 1024 * 1024;

    /// <summary>The endpoint takes an object.</summary>
    internal static TBuilder WithBody<TBuilder>(this TBuilder builder, BodySchema schema, string example)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequestBody(schema, example, RequestBody.SmallBytes));

    /// <summary>The endpoint takes an object or an array of them, each with its own outcome.</summary>
    internal static TBuilder WithItems<TBuilder>(
        this TBuilder builder,
        BodySchema schema,
        string example,
        int maxItems,
        bool arrayOnly = false
    )
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RequestBody(schema, example, LargeBytes, maxItems, arrayOnly));

    /// <summary>The endpoint reads these values from its query string, and no others.</summary>
    internal static TBuilder WithQuery<TBuilder>(this TBuilder builder, params Field[] fields)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequestQuery(fields));
}
