using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Strategies;

internal static class StrategyEndpoints
{
    private static readonly TextField s_id = new("id", "a short name without blanks, such as pullback", 100) { IsRequired = true };
    private static readonly TextField s_name = new("name", "the name for people", 200);
    private static readonly TextField s_description = new("description", "what it asks for", 4000);
    private static readonly BoolField s_isActive = new("is_active", "whether it is in use");
    private static readonly BoolField s_active = new("active", "only those in use") { Default = false, Example = "true" };
    private static readonly ListFields<StrategySort> s_list = new(
        "-effectiveness_score",
        [
            ("effectiveness_score", StrategySort.Effectiveness, SortKind.Number),
            ("total_trades", StrategySort.TotalTrades, SortKind.Whole),
            ("id", StrategySort.Id, SortKind.Text),
        ],
        [s_active]
    );

    internal static void MapStrategies(this IEndpointRouteBuilder api)
    {
        var strategies = api.MapGroup("/api/strategies").WithTags("Strategies");
        strategies
            .MapPost("/", Add)
            .RequireScope(Scope.Engine, Scope.Decide)
            .WithName("addStrategy")
            .WithSummary("Adds a strategy rule.")
            .Produces<StrategyRule>()
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("StrategyRule", s_id, s_name, s_description, s_isActive),
                """{"id": "pullback", "name": "Pullback to support", "description": "Third test of a level in a range."}"""
            );
        strategies
            .MapGet("/", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listStrategies")
            .WithSummary("The strategy rules; with active=true those in use.")
            .Produces<Page<StrategyPerformance>>()
            .WithQuery(s_list.Query);
        strategies
            .MapPatch("/{id}", Change)
            .RequireScope(Scope.Engine, Scope.Decide)
            .WithName("changeStrategy")
            .WithSummary("Changes a rule's words, or takes it in and out of use.")
            .Produces<StrategyRule>()
            .ProducesProblem(404)
            .WithBody(new BodySchema("StrategyRuleChange", s_name, s_description, s_isActive), """{"is_active": false}""");
        strategies
            .MapGet("/{id}/performance", GetPerformance)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getStrategyPerformance")
            .WithSummary("How a rule does; at most a second old.")
            .Produces<StrategyPerformance>()
            .ProducesProblem(404);
        strategies
            .MapGet("/{id}/history", GetHistory)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getStrategyHistory")
            .WithSummary("How a rule's score came about: at the end of each UTC day on which reviewed trades were closed.")
            .Produces<StrategyHistory>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> Add(HttpContext context, IGrainFactory grains)
    {
        var (rule, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                var (id, name, description, isActive) = (
                    fields.Read(s_id),
                    fields.Read(s_name),
                    fields.Read(s_description),
                    fields.Read(s_isActive)
                );
                if (id is not null && id.Any(one => char.IsWhiteSpace(one) || one == '/'))
                    fields.Fault(s_id.Name, "Expected no blanks and no slash.");
                return id is null ? null : new StrategyRule(id, name ?? id, description, isActive ?? true);
            }
        );
        if (rule is null)
            return problem!;
        await context.BeginAuditAsync(grains, "strategy.add", rule.Id);
        if (!await grains.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key).Add(rule))
            return Problems.Conflict("id", $"There is a strategy rule '{rule.Id}' already.");
        await context.AuditAsync(after: rule);
        return TypedResults.Ok(rule);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (activeOnly, request) = (query.Read(s_active) ?? false, s_list.Read(query));
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key).List(activeOnly, request));
    }

    private static async Task<IResult> Change(string id, HttpContext context, IGrainFactory grains)
    {
        var (change, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => new
            {
                name = fields.Read(s_name),
                description = fields.Read(s_description),
                is_active = fields.Read(s_isActive),
            }
        );
        if (change is null)
            return problem!;
        var before = await grains.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(id)).GetPerformance();
        await context.BeginAuditAsync(grains, "strategy.change", id);
        if (
            await grains
                .GetGrain<IStrategyCatalogGrain>(IStrategyCatalogGrain.Key)
                .Change(id, change.name, change.description, change.is_active)
            is not { } rule
        )
            return Problems.NotFound("id", id);
        await context.AuditAsync(before: before?.Rule, after: rule);
        return TypedResults.Ok(rule);
    }

    private static async Task<IResult> GetPerformance(string id, IGrainFactory grains) =>
        await grains.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(id)).GetPerformance() is { } performance
            ? TypedResults.Ok(performance)
            : Problems.NotFound("id", id);

    private static async Task<IResult> GetHistory(string id, IGrainFactory grains) =>
        await grains.GetGrain<IStrategyRuleGrain>(StrategyRuleKey.Of(id)).GetHistory() is { } history
            ? TypedResults.Ok(history)
            : Problems.NotFound("id", id);
}
