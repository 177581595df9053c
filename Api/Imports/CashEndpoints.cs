using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Imports;

internal static class CashEndpoints
{
    private static readonly TextField s_account = new("account", "the account", 100) { Example = "IRA" };
    private static readonly ChoiceField<CashKind> s_kind = new("kind", "what it moved for; all where it is not given")
    {
        Example = "dividend",
    };
    private static readonly TimeOrDayField s_from = new("from", "moved at that instant, or on that UTC day, or later")
    {
        Example = "2020-01-01",
    };
    private static readonly TimeOrDayField s_to = new("to", "moved before that instant, or up to the end of that UTC day")
    {
        Example = "2020-12-31",
        IsEnd = true,
    };
    private static readonly ListFields<CashSort> s_list = new(
        "-at",
        [("at", CashSort.At, SortKind.Time), ("amount", CashSort.Amount, SortKind.Number)],
        [s_account, s_kind, s_from, s_to]
    );

    internal static void MapCash(this IEndpointRouteBuilder api) =>
        api.MapGet("/api/v1/strategies/learning/cash", List)
            .WithTags("Imports")
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listCash")
            .WithSummary("Cash that moved without a position: dividends, interest, fees, deposits and the like; the latest first.")
            .Produces<Page<CashMovement>>()
            .WithQuery(s_list.Query);

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new CashFilter(query.Read(s_account), query.Read(s_kind), query.Read(s_from), query.Read(s_to));
        var request = s_list.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IImportGrain>(IImportGrain.Key).Cash(filter, request));
    }
}
