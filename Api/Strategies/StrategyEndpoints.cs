using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Strategies;

internal static class StrategyEndpoints
{
    private const long Limit = 64 * 1024;

    internal static void MapStrategies(this IEndpointRouteBuilder api)
    {
        var strategies = api.MapGroup("/api/strategies").WithTags("Strategies");
        strategies
            .MapPost("/", Add)
            .RequireScope(Scopes.Engine)
            .WithSummary("Adds a strategy rule.")
            .Accepts<JsonElement>("application/json")
            .Produces<StrategyRule>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithExample("""{"id": "pullback", "name": "Pullback to support", "description": "Third test of a level in a range."}""");
        strategies
            .MapGet("/", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("The strategy rules, the most effective first; with active=true those in use.")
            .Produces<Page<StrategyPerformance>>()
            .ProducesProblem(400);
        strategies
            .MapPatch("/{id}", Change)
            .RequireScope(Scopes.Engine)
            .WithSummary("Changes a rule's words, or takes it in and out of use.")
            .Accepts<JsonElement>("application/json")
            .Produces<StrategyRule>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithExample("""{"is_active": false}""");
        strategies
            .MapGet("/{id}/performance", GetPerformance)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("How a rule does; at most a second old.")
            .Produces<StrategyPerformance>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> Add(HttpContext context, IGrainFactory grains)
    {
        var (rule, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields =>
            {
                fields.Require("id", "a short name without blanks, such as pullback");
                var id = fields.Text("id", 100);
                if (id is not null && id.Any(one => char.IsWhiteSpace(one) || one == '/'))
                    fields.Fault("id", "Expected no blanks and no slash.");
                return id is null
                    ? null
                    : new StrategyRule(
                        id,
                        fields.Text("name", 200) ?? id,
                        fields.Text("description", 4000),
                        fields.Bool("is_active") ?? true
                    );
            }
        );
        if (rule is null)
            return problem!;
        if (!await grains.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key).Add(rule))
            return Problems.Conflict("id", $"There is a strategy rule '{rule.Id}' already.");
        await context.AuditAsync(grains, "strategy.add", rule.Id, new { });
        return TypedResults.Ok(rule);
    }

    private static async Task<IResult> List(string? active, IGrainFactory grains)
    {
        var activeOnly = false;
        if (active is not null && !bool.TryParse(active, out activeOnly))
            return Problems.BadField("active", "Expected true or false.");
        return TypedResults.Ok(
            new Page<StrategyPerformance>(await grains.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key).List(activeOnly), null)
        );
    }

    private static async Task<IResult> Change(string id, HttpContext context, IGrainFactory grains)
    {
        var (change, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields => new
            {
                name = fields.Text("name", 200),
                description = fields.Text("description", 4000),
                is_active = fields.Bool("is_active"),
            }
        );
        if (change is null)
            return problem!;
        if (
            await grains
                .GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key)
                .Change(id, change.name, change.description, change.is_active)
            is not { } rule
        )
            return Problems.NotFound("id", id);
        await context.AuditAsync(grains, "strategy.change", id, change);
        return TypedResults.Ok(rule);
    }

    private static async Task<IResult> GetPerformance(string id, IGrainFactory grains) =>
        await grains.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(id)).GetPerformance() is { } performance
            ? TypedResults.Ok(performance)
            : Problems.NotFound("id", id);
}
