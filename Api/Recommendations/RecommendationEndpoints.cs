using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Recommendations;

internal static class RecommendationEndpoints
{
    private const int MostInOneRequest = 1000;
    private const int PageSize = 100;
    private const long Limit = 16 * 1024 * 1024;
    private const long OneLimit = 16 * 1024;

    internal static void MapRecommendations(this IEndpointRouteBuilder api)
    {
        var learning = api.MapGroup("/api/v1/strategies/learning").WithTags("Recommendations");
        learning
            .MapPost(
                "/recommendations",
                (HttpContext context, IGrainFactory grains) =>
                    RecordAsync(
                        context,
                        RecommendationRequests.ReadRecommendation,
                        one => one.Id,
                        all => Grain(grains).RecordRecommendations(all)
                    )
            )
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithSummary("Records recommendations: one, or an array of up to 1 000. The same recommendation_id is stored once.")
            .Accepts<JsonElement>("application/json")
            .Produces<RecordedFacts>()
            .ProducesProblem(400)
            .WithExample(
                """[{"recommendation_id": "rec-1", "sent_at": "2021-01-04T15:00:00Z", "symbol": "PLTR", "action": "STO", "strike": 26, "expiration": "2021-01-15", "option_right": "put", "premium": 246, "type": "new_position", "algorithm_version": "v3"}]"""
            );
        learning
            .MapPost(
                "/executions",
                (HttpContext context, IGrainFactory grains) =>
                    RecordAsync(context, RecommendationRequests.ReadExecution, one => one.Id, all => Grain(grains).RecordExecutions(all))
            )
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithSummary("Records executions: one, or an array of up to 1 000. The same execution_id is stored once.")
            .Accepts<JsonElement>("application/json")
            .Produces<RecordedFacts>()
            .ProducesProblem(400)
            .WithExample(
                """[{"execution_id": "exec-1", "executed_at": "2021-01-04T15:36:00Z", "instrument": "PLTR  210115P00026000", "action": "STO", "quantity": 1, "price": 240, "fees": 1.15}]"""
            );
        learning
            .MapPost("/reconcile", Reconcile)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithSummary("Matches the recommendations of a Pacific day (today by default), revising what was matched before.")
            .Produces<ReconciledDay>()
            .ProducesProblem(400)
            .WithQuery("target_date", "2021-01-04", "The Pacific day; today where it is not given.");
        learning
            .MapPost("/track-outcomes", TrackOutcomes)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithSummary("Works out what became of every match, from the executions up to a Pacific day (today by default).")
            .Produces<TrackedOutcomes>()
            .ProducesProblem(400)
            .WithQuery("as_of_date", "2021-01-15", "The last Pacific day whose executions count; today where it is not given.");
        learning
            .MapGet("/matches", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("Matches, those without a reason first; the answer's cursor leads to the next page.")
            .Produces<Page<MatchRecord>>()
            .ProducesProblem(400)
            .WithQuery("start_date", "2021-01-01", "The first Pacific day.")
            .WithQuery("end_date", "2021-01-31", "The last.")
            .WithQuery("match_type", "reject", "consent, modify, reject, independent or no_action.")
            .WithQuery("symbol", "PLTR", "The underlying.")
            .WithQuery("cursor", "", "The cursor of the page before.");
        learning
            .MapGet("/matches/{id}", Find)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("A match with its history.")
            .Produces<MatchRecord>()
            .ProducesProblem(404);
        learning
            .MapPatch("/matches/{id}/reason", SetReason)
            .RequireScope(Scopes.Engine)
            .WithSummary("Notes why somebody diverged.")
            .Accepts<JsonElement>("application/json")
            .Produces<MatchRecord>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithExample("""{"reason_code": "premium_low", "reason_text": "Not worth the risk."}""");
        learning
            .MapPatch("/matches/{id}/exclude", Exclude)
            .RequireScope(Scopes.Engine)
            .WithSummary("Keeps a match out of all learning, for a reason; null instead of a reason takes it in again.")
            .Accepts<JsonElement>("application/json")
            .Produces<MatchRecord>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithExample("""{"excluded_reason": "A test order."}""");
    }

    private static async Task<IResult> RecordAsync<T>(
        HttpContext context,
        Func<FieldReader, T?> read,
        Func<T, string> id,
        Func<ImmutableArray<T>, Task<ImmutableArray<bool>>> record
    )
        where T : class
    {
        var (body, problem) = await JsonBody.ReadAsync(context, Limit);
        if (body is null)
            return problem!;
        List<T> facts = [];
        using (body)
        {
            var errors = new FieldErrors();
            JsonItems.Read(
                body.Root,
                MostInOneRequest,
                errors,
                fields =>
                {
                    if (read(fields) is { } fact)
                        facts.Add(fact);
                }
            );
            if (errors.Any)
                return errors.ToResult();
        }

        var stored = await record([.. facts]);
        return TypedResults.Ok(
            new RecordedFacts(
                stored.Count(isNew => isNew),
                stored.Count(isNew => !isNew),
                [.. facts.Zip(stored).Where(one => !one.Second).Select(one => id(one.First))]
            )
        );
    }

    private static async Task<IResult> Reconcile(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var day = query.Day("target_date");
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var reconciled = await Grain(grains).Reconcile(day);
        await context.AuditAsync(
            grains,
            "reconcile",
            reconciled.Day.ToString("O", CultureInfo.InvariantCulture),
            new { reconciled.New, reconciled.Revised }
        );
        return TypedResults.Ok(reconciled);
    }

    private static async Task<IResult> TrackOutcomes(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var day = query.Day("as_of_date");
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var tracked = await Grain(grains).TrackOutcomes(day);
        await context.AuditAsync(
            grains,
            "track-outcomes",
            tracked.AsOf.ToString("O", CultureInfo.InvariantCulture),
            new { tracked.Changed }
        );
        return TypedResults.Ok(tracked);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (from, to, kind, symbol) = (
            query.Day("start_date"),
            query.Day("end_date"),
            query.Choice<MatchKind>("match_type"),
            query.Text("symbol", 20)
        );
        MatchCursor? after = null;
        if (context.Query("cursor") is { Length: > 0 } cursor && !TryCursor(cursor, out after))
            query.Errors.Add("cursor", "Expected the cursor of an answer.");
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var matches = await Grain(grains).List(new MatchFilter(from, to, kind, symbol?.ToUpperInvariant(), after, PageSize));
        var last = matches.Length == PageSize ? matches[^1] : null;
        return TypedResults.Ok(
            new Page<MatchRecord>(matches, last is null ? null : $"{(last.ReviewedAt is null ? 0 : 1)}_{last.Day:yyyy-MM-dd}_{last.Id}")
        );
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        Guid.TryParse(id, out var match) && await Grain(grains).Find(match) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("id", id);

    private static async Task<IResult> SetReason(string id, HttpContext context, IGrainFactory grains)
    {
        var (reason, problem) = await JsonBody.ReadObjectAsync(
            context,
            OneLimit,
            fields =>
            {
                fields.Require("reason_code", "such as premium_low");
                var (code, text) = (fields.Choice<ReasonCode>("reason_code"), fields.Text("reason_text", 1000));
                return code is { } given ? new { Code = given, Text = text } : null;
            }
        );
        if (reason is null)
            return problem!;
        if (!Guid.TryParse(id, out var match) || await Grain(grains).SetReason(match, reason.Code, reason.Text) is not { } changed)
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "match.reason", id, new { reason_code = reason.Code });
        return TypedResults.Ok(changed);
    }

    private static async Task<IResult> Exclude(string id, HttpContext context, IGrainFactory grains)
    {
        var (exclusion, problem) = await JsonBody.ReadObjectAsync(
            context,
            OneLimit,
            fields =>
            {
                fields.RequireNullable("excluded_reason", "why it teaches nothing, or null to take it in again");
                return new { Reason = fields.Text("excluded_reason", 500) };
            }
        );
        if (exclusion is null)
            return problem!;
        if (!Guid.TryParse(id, out var match) || await Grain(grains).Exclude(match, exclusion.Reason) is not { } changed)
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "match.exclude", id, new { excluded_reason = exclusion.Reason });
        return TypedResults.Ok(changed);
    }

    private static IReconciliationGrain Grain(IGrainFactory grains) => grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool TryCursor(string text, out MatchCursor? cursor)
    {
        var parts = text.Split('_');
        cursor =
            parts.Length == 3 && parts[0] is "0" or "1" && TryDay(parts[1], out var day) && Guid.TryParse(parts[2], out var id)
                ? new MatchCursor(parts[0] == "1", day, id)
                : null;
        return cursor is not null;
    }
}

/// <summary>What became of facts that were sent.</summary>
/// <param name="Stored">Stored by this request.</param>
/// <param name="Duplicates">Stored before; nothing changed.</param>
/// <param name="DuplicateIds">Their ids.</param>
internal sealed record RecordedFacts(int Stored, int Duplicates, IReadOnlyList<string> DuplicateIds);
