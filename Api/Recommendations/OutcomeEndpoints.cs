using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Recommendations;

internal static class OutcomeEndpoints
{
    private static readonly DayField s_start = new("start_date", "the first Pacific day of matches") { Example = "2021-01-01" };
    private static readonly DayField s_end = new("end_date", "the last Pacific day of matches") { Example = "2021-01-31" };
    private static readonly TextField s_symbol = new("symbol", "the underlying", 20) { Example = "PLTR" };
    private static readonly ChoiceField<MatchKind> s_match = new("match_type", "what the match is; all where it is not given")
    {
        Example = "modify",
    };
    private static readonly ChoiceField<OutcomeKind> s_outcome = new("outcome", "how the position ended; all where it is not given")
    {
        Example = "assigned",
    };
    private static readonly ListFields<OutcomeSort> s_list = new(
        "-day",
        [("day", OutcomeSort.Day, SortKind.Day), ("attributed_pnl", OutcomeSort.AttributedPnl, SortKind.Number)],
        [s_start, s_end, s_symbol, s_match, s_outcome]
    )
    {
        Id = SortKind.Uuid,
    };

    internal static void MapOutcomes(this IEndpointRouteBuilder learning) =>
        learning
            .MapGet("/outcomes", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listOutcomes")
            .WithSummary("The outcomes of matches, as far as they were worked out; the latest day first.")
            .Produces<Page<MatchOutcome>>()
            .WithQuery(s_list.Query);

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new OutcomeFilter(
            query.Read(s_start),
            query.Read(s_end),
            query.Read(s_symbol)?.ToUpperInvariant(),
            query.Read(s_match),
            query.Read(s_outcome)
        );
        var request = s_list.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IAccountHistoryGrain>(IAccountHistoryGrain.Key).Outcomes(filter, request));
    }
}
