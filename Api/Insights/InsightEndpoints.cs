using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Http;
using LearningActors.Operations;
using LearningActors.Trades;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Insights;

internal static class InsightEndpoints
{
    private static readonly TextField s_setup = new("setup_type", "the setup", 60) { Example = "pullback" };
    private static readonly TextField s_phase = new("market_phase", "the phase of the market", 60) { Example = "range" };
    private static readonly TextField s_symbol = new("symbol", "the symbol", 60) { Example = "BTC/USD" };
    private static readonly TextField s_timeframe = new("timeframe", "the timeframe", 60) { Example = "5m" };
    private static readonly IntField s_hour = new("hour", "the UTC hour of the entry", 0, 23);
    private static readonly ObjectField s_filters = new(
        "filters",
        "the trades to look at; all where it is not given",
        new BodySchema("TradeFilters", s_setup, s_phase, s_symbol, s_timeframe, s_hour)
    );
    private static readonly IntField s_minTrades = new("min_trades", "conditions that fewer trades meet are left out", 2, 100_000)
    {
        Default = 5,
    };
    private static readonly NumberField s_minConfidence = new("min_confidence", "less certain insights are left out", 0, 1)
    {
        Default = 0.6,
        Example = "0.6",
    };
    private static readonly ChoiceField<InsightType> s_type = new("insight_type", "what it is about; all where it is not given")
    {
        Example = "setup",
    };
    private static readonly ChoiceField<ActiveFilter> s_active = new("active", "those that are served, those that were pruned, or both")
    {
        Default = "true",
        Example = "true",
    };
    private static readonly ChoiceField<DecisionFilter> s_decided = new("decision", "what people decided on it; all where it is not given")
    {
        Example = "silenced",
    };
    private static readonly ChoiceField<InsightDecisionInput> s_decision = new(
        "decision",
        "accept it, silence it so that it is not served, or withdraw what was decided before"
    )
    {
        IsRequired = true,
    };
    private static readonly TextField s_reason = new("reason", "why", 500) { IsRequired = true };
    private static readonly ListFields<InsightSort> s_list = new(
        "-confidence_score",
        [
            ("confidence_score", InsightSort.Confidence, SortKind.Number),
            ("created_at", InsightSort.CreatedAt, SortKind.Time),
            ("updated_at", InsightSort.UpdatedAt, SortKind.Time),
        ],
        [s_type, s_minConfidence, s_active, s_decided]
    )
    {
        Id = SortKind.Uuid,
    };
    private static readonly IntField s_limit = new("limit", "how many", 1, 100) { Default = 5, Example = "5" };
    private static readonly NumberField s_threshold = new("threshold", "the confidence below which insights are taken out of service", 0, 1)
    {
        Default = 0.3,
        Example = "0.3",
    };
    private static readonly RequestQuery s_relevant = new(
        [s_setup, s_phase, s_symbol, s_timeframe, s_hour, s_limit],
        IsCheckedByReader: true
    );
    private static readonly IntField s_days = new("days", "how many days", 1, 365) { Default = 30, Example = "30" };

    internal static void MapInsights(this IEndpointRouteBuilder api)
    {
        var learning = api.MapGroup("/api/learning").WithTags("Insights");
        learning
            .MapPost("/aggregate", Aggregate)
            .RequireScope(Scope.Engine, Scope.Decide)
            .WithName("aggregateTrades")
            .WithSummary("Looks for insights among trades, statistically and by the model; each claim is checked against the trades.")
            .Produces<Aggregation>()
            .WithBody(
                new BodySchema("Aggregate", s_filters, s_minTrades, s_minConfidence),
                """{"filters": {"symbol": "BTC/USD"}, "min_trades": 5, "min_confidence": 0.6}"""
            );
        learning
            .MapGet("/insights", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listInsights")
            .WithSummary("What was learnt.")
            .Produces<Page<Insight>>()
            .WithQuery(s_list.Query);
        learning
            .MapPost("/insights/{id}/decision", Decide)
            .IsRepeatable()
            .RequireScope(Scope.Decide)
            .WithName("decideInsight")
            .WithSummary("Notes what a person decided on an insight. One that is silenced is not served; its figures go on.")
            .Produces<Insight>()
            .ProducesProblem(404)
            .WithBody(
                new BodySchema("InsightDecision", s_decision, s_reason),
                """{"decision": "silence", "reason": "It is about a rule that was retired."}"""
            );
        learning
            .MapGet("/relevant", FindRelevant)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("findRelevantInsights")
            .WithSummary("What to know before a trade: the insights that fit best, from memory, a second old at most.")
            .GivesWrittenAnswers()
            .Produces<ImmutableArray<RelevantInsight>>()
            .WithMetadata(s_relevant);
        learning
            .MapGet("/served", ListServed)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listServedInsights")
            .WithSummary(
                "All insights that /api/learning/relevant chooses from, so that an engine can choose by itself; a second old at most."
            )
            .GivesWrittenAnswers()
            .Produces<ImmutableArray<Insight>>();
        learning
            .MapPost("/prune", Prune)
            .IsRepeatable()
            .RequireScope(Scope.Decide)
            .WithName("pruneInsights")
            .WithSummary("Takes insights below a confidence (0.3 by default) out of service; they are kept.")
            .Produces<PrunedResponse>()
            .WithQuery(s_threshold);
        learning
            .MapGet("/summary", Summarise)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getLearningSummary")
            .WithSummary("What was learnt in the last 1 to 365 days (30 by default).")
            .Produces<LearningSummary>()
            .WithQuery(s_days);
    }

    private static async Task<IResult> Aggregate(HttpContext context, IGrainFactory grains)
    {
        var (request, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => new
            {
                Scope = fields.Read(s_filters) is { } filters
                    ? new TradeConditions(
                        filters.Read(s_setup),
                        filters.Read(s_phase),
                        filters.Read(s_symbol),
                        filters.Read(s_timeframe),
                        filters.Read(s_hour)
                    )
                    : TradeConditions.All,
                MinTrades = fields.Read(s_minTrades) ?? 5,
                MinConfidence = fields.Read(s_minConfidence) ?? 0.6,
            }
        );
        if (request is null)
            return problem!;
        await context.BeginAuditAsync(grains, "learning.aggregate", "insights");
        var found = await grains
            .GetGrain<IInsightAnalysisGrain>(LocalWorker.AnyKey(IInsightAnalysisGrain.Kind))
            .Aggregate(request.Scope, request.MinTrades, request.MinConfidence, context.RequestAborted);
        await context.AuditAsync(
            new
            {
                request.Scope,
                request.MinTrades,
                request.MinConfidence,
            }
        );
        return TypedResults.Ok(found);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (type, min, active) = (query.Read(s_type), query.Read(s_minConfidence) ?? 0.6, query.Read(s_active) ?? ActiveFilter.True);
        var filter = new InsightFilter(type, min, active == ActiveFilter.Any ? null : active == ActiveFilter.True, query.Read(s_decided));
        var request = s_list.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).List(filter, request));
    }

    private static async Task<IResult> Decide(string id, HttpContext context, IGrainFactory grains)
    {
        var (decided, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields => (fields.Read(s_decision), fields.Read(s_reason)) is ({ } decision, { } reason) ? new { decision, reason } : null
        );
        if (decided is null)
            return problem!;
        if (!Guid.TryParse(id, out var insight))
            return Problems.NotFound("id", id);
        await context.BeginAuditAsync(grains, "insight.decide", id);
        InsightDecisionKind? kind = decided.decision switch
        {
            InsightDecisionInput.Accept => InsightDecisionKind.Accepted,
            InsightDecisionInput.Silence => InsightDecisionKind.Silenced,
            _ => null,
        };
        if (
            await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Decide(insight, kind, decided.reason, context.Caller().Name)
            is not { } changed
        )
            return Problems.NotFound("id", id);
        await context.AuditAsync(decided, new { Decision = changed.Before?.Kind }, new { Decision = changed.Insight.Decision?.Kind });
        return TypedResults.Ok(changed.Insight);
    }

    private static async Task<IResult> FindRelevant(HttpContext context, IGrainFactory grains, RelevantAnswers answers)
    {
        var query = context.Request.QueryString.Value ?? "";
        if (answers.Find(query) is not { } question)
        {
            var reader = new QueryReader(context);
            var asked = new TradeConditions(
                reader.Read(s_setup),
                reader.Read(s_phase),
                reader.Read(s_symbol),
                reader.Read(s_timeframe),
                reader.Read(s_hour)
            );
            var limit = reader.Read(s_limit) ?? 5;
            reader.CheckNames(s_relevant);
            if (reader.Errors.Any)
                return reader.Errors.ToResult();
            question = answers.Keep(query, asked, limit);
        }

        return question.Write(
            await grains.GetGrain<IRelevantInsightsGrain>(IRelevantInsightsGrain.Key).Find(question.Context, question.Limit)
        );
    }

    private static async Task<IResult> ListServed(IGrainFactory grains, RelevantAnswers answers) =>
        answers.Write(await grains.GetGrain<IRelevantInsightsGrain>(IRelevantInsightsGrain.Key).GetServed());

    private static async Task<IResult> Prune(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var threshold = query.Read(s_threshold) ?? 0.3;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        await context.BeginAuditAsync(grains, "learning.prune", threshold.ToString(CultureInfo.InvariantCulture));
        var pruned = await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Prune(threshold);
        await context.AuditAsync(new { pruned });
        return TypedResults.Ok(new PrunedResponse(pruned));
    }

    private static async Task<IResult> Summarise(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var days = query.Read(s_days) ?? 30;
        return query.Errors.Any
            ? query.Errors.ToResult()
            : TypedResults.Ok(await grains.GetGrain<IInsightGrain>(IInsightGrain.Key).Summarise(days));
    }
}

/// <summary>Which insights are listed.</summary>
internal enum ActiveFilter
{
    True,
    False,
    Any,
}

/// <summary>What can be decided on an insight.</summary>
internal enum InsightDecisionInput
{
    Accept,
    Silence,
    Withdraw,
}

/// <summary>Insights that were taken out of service.</summary>
internal sealed record PrunedResponse(int Pruned);
