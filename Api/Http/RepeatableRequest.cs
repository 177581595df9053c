using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>
/// Sending the same request to the endpoint again changes nothing more: its facts carry ids, or what it does is the same again.
/// </summary>
internal sealed record RepeatableRequest
{
    /// <summary>Whether the request can be sent again without harm. Only a POST may be otherwise.</summary>
    internal static bool Is(HttpContext context, Endpoint? endpoint) =>
        !HttpMethods.IsPost(context.Request.Method)
        || endpoint?.Metadata is { } metadata
            && (metadata.GetMetadata<RepeatableRequest>() is not null || metadata.GetMetadata<TakesIdempotencyKey>() is not null);
}

/// <summary>Says of endpoints that their requests can be sent again.</summary>
internal static class RepeatableEndpoints
{
    /// <summary>Sending the same request again changes nothing more.</summary>
    internal static TBuilder IsRepeatable<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RepeatableRequest());
}
