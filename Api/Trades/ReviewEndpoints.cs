using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Trades;

internal static class ReviewEndpoints
{
    private static readonly TextField s_rule = new("strategy_rule", "the strategy rule that the trade followed", 100)
    {
        Example = "pullback",
    };
    private static readonly TextField s_symbol = new("symbol", "the trade's symbol", 40) { Example = "BTC/USD" };
    private static readonly ChoiceField<SetupValidity> s_validity = new("setup_validity", "whether the setup was what the rule asks for");
    private static readonly TextField s_reviewer = new("reviewer", "a model's configured name, or rules", 100) { Example = "rules" };
    private static readonly BoolField s_lessons = new("lessons", "says what to do otherwise, or does not");
    private static readonly TimeOrDayField s_from = new("from", "made at that instant, or on that UTC day, or later")
    {
        Example = "2026-03-01",
    };
    private static readonly TimeOrDayField s_to = new("to", "made before that instant, or up to the end of that UTC day")
    {
        Example = "2026-03-31",
        IsEnd = true,
    };
    private static readonly ListFields<ReviewSort> s_list = new(
        "-reviewed_at",
        [
            ("reviewed_at", ReviewSort.ReviewedAt, SortKind.Time),
            ("exit_time", ReviewSort.ExitTime, SortKind.Time),
            ("performance_rating", ReviewSort.PerformanceRating, SortKind.Whole),
        ],
        [s_rule, s_symbol, s_validity, s_reviewer, s_lessons, s_from, s_to]
    );

    internal static void MapReviews(this IEndpointRouteBuilder trades) =>
        trades
            .MapGet("/api/learning/reviews", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listReviews")
            .WithSummary("Reviews of trades and their lessons; the latest first.")
            .Produces<Page<ReviewRecord>>()
            .WithQuery(s_list.Query);

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new ReviewFilter(
            query.Read(s_rule),
            query.Read(s_symbol),
            query.Read(s_validity),
            query.Read(s_reviewer),
            query.Read(s_lessons),
            query.Read(s_from),
            query.Read(s_to)
        );
        var request = s_list.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<ITradeIntakeGrain>(ITradeIntakeGrain.Key).Reviews(filter, request));
    }
}
