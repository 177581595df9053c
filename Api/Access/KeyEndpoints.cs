using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace LearningActors.Access;

/// <summary>Admins make, rotate and revoke the keys by which programs call.</summary>
internal static class KeyEndpoints
{
    private const int MaxOverlapHours = 720;
    private static readonly TextField s_name = new("name", "who holds it", 64) { IsRequired = true };
    private static readonly TextField s_id = new("id", "one of the keys of the name, by its id", 36);
    private static readonly OtherField s_scopes = new("scopes", "what it may do", DescribeScopes) { IsRequired = true };
    private static readonly TimeField s_expires = new("expires_at", "until when it may call; for ever where it is not given");
    private static readonly IntField s_limit = new(
        "requests_per_minute",
        "requests in a minute over the cluster; the limit of the configuration where it is not given",
        1,
        100_000_000
    );
    private static readonly IntField s_overlap = new("overlap_hours", "hours that the former key may still call", 0, MaxOverlapHours)
    {
        Default = 24,
    };

    internal static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api/keys").WithTags("Keys");
        keys.MapGet("/", async (IGrainFactory grains) => TypedResults.Ok(await Grain(grains).ListAll()))
            .RequireScope(Scope.Admin)
            .WithName("listKeys")
            .WithSummary("Every key that was ever made, without the key.")
            .Produces<ImmutableArray<ApiKeyStatus>>();
        keys.MapPost("/", Make)
            .RequireScope(Scope.Admin)
            .WithName("makeKey")
            .WithSummary("Makes a key, which is shown once.")
            .Produces<MadeKey>()
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("Key", s_name, s_scopes, s_expires, s_limit),
                """{"name": "options-engine", "scopes": ["engine"], "requests_per_minute": 60000}"""
            );
        keys.MapPost("/{name}/rotate", Rotate)
            .RequireScope(Scope.Admin)
            .WithName("rotateKey")
            .WithSummary("Makes another key of the same name, scopes and limit; the former one ends after an overlap.")
            .Produces<MadeKey>()
            .ProducesProblem(404)
            .WithBody(new BodySchema("Rotation", s_overlap), """{"overlap_hours": 24}""");
        keys.MapDelete("/{name}", Revoke)
            .RequireScope(Scope.Admin)
            .WithName("revokeKey")
            .WithSummary("Ends the keys of a name, or with id one of them; no host takes them after five seconds.")
            .Produces(204)
            .ProducesProblem(404)
            .WithQuery(s_id);
    }

    private static async Task<IResult> Make(HttpContext context, IGrainFactory grains, KeyRing ring, TimeProvider time)
    {
        var (made, problem) = await JsonBody.ReadObjectAsync(context, fields => ReadKey(fields, time.GetUtcNow()));
        if (made is null)
            return problem!;
        if (await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Find(made.Name) is not null)
            return Problems.Conflict("name", $"'{made.Name}' is a person; decisions name who took them.");
        await context.BeginAuditAsync(grains, "key.make", made.Name);
        var text = AccessToken.NewKey();
        var key = new NewApiKey(
            AccessToken.Hash(text),
            text[..AccessToken.HintLength],
            made.Name,
            made.Scopes,
            made.ExpiresAt,
            made.Limit,
            context.Caller().Name
        );
        if (!await Grain(grains).Add(key))
            return Problems.Conflict("name", $"A key of the name '{made.Name}' may call; rotate or revoke it.");
        await context.AuditAsync(
            after: new
            {
                key.Scopes,
                key.ExpiresAt,
                key.RequestsPerMinute,
                key.Hint,
            }
        );
        await ring.ShowChangeAsync();
        return TypedResults.Ok(new MadeKey(made.Name, text, made.Scopes));
    }

    private static async Task<IResult> Rotate(HttpContext context, string name, IGrainFactory grains, KeyRing ring)
    {
        var (overlap, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => fields.Read(s_overlap) is { } hours ? new Overlap(hours) : new Overlap((int)s_overlap.Default!)
        );
        if (overlap is null)
            return problem!;
        await context.BeginAuditAsync(grains, "key.rotate", name);
        var text = AccessToken.NewKey();
        var hint = text[..AccessToken.HintLength];
        var scopes = await Grain(grains)
            .Rotate(name, AccessToken.Hash(text), hint, TimeSpan.FromHours(overlap.Hours), context.Caller().Name);
        if (scopes is not { } kept)
            return Problems.NotFound("name", name);
        await context.AuditAsync(after: new { hint, overlap_hours = overlap.Hours });
        await ring.ShowChangeAsync();
        return TypedResults.Ok(new MadeKey(name, text, kept));
    }

    private static async Task<IResult> Revoke(HttpContext context, string name, IGrainFactory grains, KeyRing ring)
    {
        var query = new QueryReader(context);
        var (text, id) = (query.Read(s_id), Guid.Empty);
        if (text is not null && !Guid.TryParse(text, out id))
            query.Errors.Add(s_id.Name, "Expected a UUID.");
        if (query.Errors.Any)
            return query.Errors.ToResult();
        await context.BeginAuditAsync(grains, "key.revoke", name);
        if (await Grain(grains).Revoke(name, text is null ? null : id) is not { } revoked)
            return Problems.NotFound("name", name);
        await context.AuditAsync(new { id = text, revoked });
        await ring.ShowChangeAsync();
        return TypedResults.NoContent();
    }

    private static GivenKey? ReadKey(FieldReader fields, DateTimeOffset now)
    {
        var (name, expires, limit) = (fields.Read(s_name), fields.Read(s_expires), fields.Read(s_limit));
        var scopes = ReadScopes(fields);
        if (name is not null && PersonName.Read(name) != name)
            fields.Fault("name", $"Expected {PersonName.Expected}.");
        if (expires <= now)
            fields.Fault("expires_at", "Expected a time that is not over.");
        return name is null ? null : new GivenKey(name, scopes, expires, limit);
    }

    private static ImmutableArray<string> ReadScopes(FieldReader fields)
    {
        fields.Require(s_scopes);
        if (fields.Find("scopes") is not { } given)
            return [];
        if (given.ValueKind == System.Text.Json.JsonValueKind.Array && given.GetArrayLength() is > 0 and <= 10)
        {
            var named = Scope.All.Where(scope => given.EnumerateArray().Any(one => one.ValueEqualsText(scope))).ToImmutableArray();
            if (named.Length == given.GetArrayLength())
                return named;
        }

        fields.Fault("scopes", $"Expected an array of some of {string.Join(", ", Scope.All)}, each once.");
        return [];
    }

    private static bool ValueEqualsText(this System.Text.Json.JsonElement element, string text) =>
        element.ValueKind == System.Text.Json.JsonValueKind.String && element.ValueEquals(text);

    private static OpenApiSchema DescribeScopes() =>
        new()
        {
            Type = JsonSchemaType.Array,
            MinItems = 1,
            MaxItems = Scope.All.Length,
            UniqueItems = true,
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Scope.All.Select(scope => (System.Text.Json.Nodes.JsonNode)scope)],
            },
        };

    private static IApiKeysGrain Grain(IGrainFactory grains) => grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key);

    private sealed record GivenKey(string Name, ImmutableArray<string> Scopes, DateTimeOffset? ExpiresAt, int? Limit);

    private sealed record Overlap(int Hours);
}
