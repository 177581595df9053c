using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace LearningActors.Http;

/// <summary>
/// The header <c>Idempotency-Key</c> (draft-ietf-httpapi-idempotency-key-header): the same key with the same request has the same
/// effect and answer, however often it is sent. A key belongs to the API key that it came with, and never expires.
/// </summary>
/// <param name="Caller">The name of the API key.</param>
/// <param name="Value">1 to 200 visible ASCII characters, taken as they are.</param>
internal sealed record IdempotencyKey(string Caller, string Value)
{
    private const string Header = "Idempotency-Key";
    private const int Longest = 200;

    /// <summary>The header, as the OpenAPI document shows it.</summary>
    internal static OpenApiParameter Description =>
        new()
        {
            Name = Header,
            In = ParameterLocation.Header,
            Description =
                "Makes sending the request again safe: the same key with the same request has the same answer, with another "
                + $"request it is refused with 422. 1 to {Longest} visible ASCII characters, such as a UUID. "
                + "A key belongs to the API key's name and never expires.",
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MinLength = 1,
                MaxLength = Longest,
                Pattern = "^[!-~]+$",
            },
            Example = JsonValue.Create("8e03978e-40d5-43dd-bc93-6894a57f9324"),
        };

    /// <summary>Reads the header.</summary>
    /// <param name="context">The request.</param>
    /// <param name="key">The key; null where none was sent.</param>
    /// <param name="problem">What is wrong with the header.</param>
    /// <returns>False where something is wrong.</returns>
    internal static bool TryRead(HttpContext context, out IdempotencyKey? key, [NotNullWhen(false)] out IResult? problem)
    {
        (key, problem) = (null, null);
        var values = context.Request.Headers[Header];
        if (values.Count == 0)
            return true;
        if (values is [{ Length: > 0 and <= Longest } value] && value.All(one => one is >= '!' and <= '~'))
        {
            key = new IdempotencyKey(context.Caller().Id, value);
            return true;
        }

        problem = Problems.BadField(Header, $"Expected one value of 1 to {Longest} visible ASCII characters, such as a UUID.");
        return false;
    }

    /// <summary>The id of what a request with this key makes.</summary>
    internal Guid IdOf(string kind) => HashedId.Of($"{kind}\n{Caller}\n{Value}");

    /// <summary>The answer to a key that came with another request before.</summary>
    internal static IResult UsedForAnother() =>
        Problems.Unprocessable(Header, "This key was sent with another request before; a new request needs a new key.");

    /// <summary>The endpoint takes a key, and the request has none: its outcome can't be asked for again.</summary>
    internal static bool IsMissing(HttpContext context, Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<TakesIdempotencyKey>() is not null && context.Request.Headers[Header].Count == 0;
}

/// <summary>The endpoint takes an <see cref="IdempotencyKey"/>.</summary>
internal sealed record TakesIdempotencyKey;

/// <summary>Says of endpoints that they take an <see cref="IdempotencyKey"/>.</summary>
internal static class IdempotentEndpoints
{
    /// <summary>The endpoint takes an <see cref="IdempotencyKey"/>.</summary>
    internal static TBuilder AcceptsIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new TakesIdempotencyKey());
}
