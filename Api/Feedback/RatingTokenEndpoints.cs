using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace LearningActors.Feedback;

/// <summary>An engine's server asks for tokens that its web pages may use.</summary>
internal static class RatingTokenEndpoints
{
    private static readonly OtherField s_ids = new("explanation_ids", "the explanations that may be read and rated", DescribeIds)
    {
        IsRequired = true,
    };
    private static readonly TextField s_rater = new("rater", "who rates; only its keyed hash is stored", SessionPseudonyms.LongestSession)
    {
        IsRequired = true,
    };
    private static readonly IntField s_minutes = new("minutes", "how long the token works", 1, 1440) { Default = 30 };

    internal static void MapRatingTokens(this IEndpointRouteBuilder api) =>
        api.MapPost("/api/rating-tokens", Make)
            .IsRepeatable()
            .RequireScope(Scope.Engine)
            .WithTags("Feedback")
            .WithName("makeRatingToken")
            .WithSummary(
                "A token by which a web page may read and rate some explanations for one rater, in the header Authorization: Bearer."
            )
            .Produces<RatingTokenResponse>()
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("RatingToken", s_ids, s_rater, s_minutes),
                """{"explanation_ids": ["0193a7a2-5d53-7e70-9f0c-6a4c54d1b111"], "rater": "a8c1", "minutes": 30}"""
            );

    private static async Task<IResult> Make(HttpContext context, RatingTokens tokens, SessionPseudonyms sessions, TimeProvider time)
    {
        var (wanted, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var (ids, rater, minutes) = (ReadIds(fields), fields.Read(s_rater), fields.Read(s_minutes) ?? (int)s_minutes.Default!);
                return rater is null ? null : new Wanted(ids, rater, minutes);
            }
        );
        if (wanted is null)
            return problem!;
        if (context.Caller().KeyMark is not { } key)
            return Problems.Conflict("rater", "A person rates as who they are; a program asks for tokens, with its key.");
        var expiresAt = time.GetUtcNow().AddMinutes(wanted.Minutes);
        return TypedResults.Ok(
            new RatingTokenResponse(
                tokens.Make(context.Caller().Name, key, sessions.Forgotten(wanted.Rater), wanted.Explanations, expiresAt),
                expiresAt
            )
        );
    }

    private static ImmutableArray<Guid> ReadIds(FieldReader fields)
    {
        fields.Require(s_ids);
        if (fields.Find(s_ids.Name) is not { } given)
            return [];
        if (given.ValueKind == JsonValueKind.Array && given.GetArrayLength() is > 0 and <= RatingTokens.MaxExplanations)
        {
            var ids = given
                .EnumerateArray()
                .Select(one => one.ValueKind == JsonValueKind.String && one.TryGetGuid(out var id) ? id : (Guid?)null)
                .ToArray();
            if (ids.All(id => id is not null))
                return [.. ids.Select(id => id!.Value).Distinct()];
        }

        fields.Fault(s_ids.Name, $"Expected an array of 1 to {RatingTokens.MaxExplanations} UUIDs.");
        return [];
    }

    private static OpenApiSchema DescribeIds() =>
        new()
        {
            Type = JsonSchemaType.Array,
            MinItems = 1,
            MaxItems = RatingTokens.MaxExplanations,
            Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        };

    private sealed record Wanted(ImmutableArray<Guid> Explanations, string Rater, int Minutes);
}

/// <summary>A token for a web page.</summary>
/// <param name="Token">What the page sends as its bearer token.</param>
/// <param name="ExpiresAt">Until when it works.</param>
internal sealed record RatingTokenResponse(string Token, DateTimeOffset ExpiresAt);
