using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Recommendations;

/// <summary>Lists recommendations, executions, orders and positions, however old.</summary>
internal static class AccountHistoryEndpoints
{
    private static readonly DayField s_start = new("start_date", "the first Pacific day") { Example = "2021-01-01" };
    private static readonly DayField s_end = new("end_date", "the last Pacific day") { Example = "2021-01-31" };
    private static readonly TextField s_symbol = new("symbol", "the underlying", 20) { Example = "PLTR" };
    private static readonly TextField s_account = new("account", "the account", 100);
    private static readonly ChoiceField<PositionState> s_state = new("state", "whether something of it is open; all where it is not given")
    {
        Example = "open",
    };
    private static readonly Field[] s_filters = [s_start, s_end, s_symbol, s_account];
    private static readonly ListFields<HistorySort> s_recommendations = Fields("sent_at", s_filters);
    private static readonly ListFields<HistorySort> s_executions = Fields("executed_at", s_filters);
    private static readonly ListFields<HistorySort> s_positions = Fields("changed_at", [.. s_filters, s_state]);

    internal static void MapAccountHistory(this IEndpointRouteBuilder learning)
    {
        Map(
            "/recommendations",
            "listRecommendations",
            "Recommendations as they were sent, the latest first.",
            s_recommendations,
            (grain, filter, request, _) => grain.Recommendations(filter, request)
        );
        Map(
            "/executions",
            "listExecutions",
            "Executions as they were recorded, the latest first.",
            s_executions,
            (grain, filter, request, _) => grain.Executions(filter, request)
        );
        Map(
            "/orders",
            "listOrders",
            "Trades, those of an order together and named by their legs, the latest first.",
            s_executions,
            (grain, filter, request, _) => grain.Orders(filter, request)
        );
        Map(
            "/positions",
            "listPositions",
            "What accounts have, or had, of each instrument, with its lots first in, first out; what changed last comes first.",
            s_positions,
            (grain, filter, request, query) => grain.Positions(filter, query.Read(s_state), request)
        );

        void Map<T>(
            string path,
            string name,
            string summary,
            ListFields<HistorySort> fields,
            Func<IAccountHistoryGrain, HistoryFilter, ListRequest<HistorySort>, QueryReader, Task<ListPart<T>>> read
        ) =>
            learning
                .MapGet(
                    path,
                    async (HttpContext context, IGrainFactory grains) =>
                    {
                        var query = new QueryReader(context);
                        var filter = new HistoryFilter(
                            query.Read(s_start),
                            query.Read(s_end),
                            query.Read(s_symbol)?.ToUpperInvariant(),
                            query.Read(s_account)
                        );
                        var request = fields.Read(query);
                        if (fields == s_positions)
                            query.Read(s_state);
                        return query.Errors.Any
                            ? query.Errors.ToResult()
                            : fields.Answer(
                                query,
                                await read(grains.GetGrain<IAccountHistoryGrain>(IAccountHistoryGrain.Key), filter, request, query)
                            );
                    }
                )
                .RequireScope(Scope.Engine, Scope.Read)
                .WithName(name)
                .WithSummary(summary)
                .Produces<Page<T>>()
                .WithQuery(fields.Query);
    }

    private static ListFields<HistorySort> Fields(string time, Field[] filters) =>
        new($"-{time}", [(time, HistorySort.Time, SortKind.Time)], filters);
}
