using System.Collections.Immutable;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Recommendations;

/// <summary>Takes recommendations, executions and prices.</summary>
internal static class FactEndpoints
{
    private const int MaxItems = 1000;

    internal static void MapFacts(this IEndpointRouteBuilder learning)
    {
        learning
            .MapPost(
                "/recommendations",
                (HttpContext context, IGrainFactory grains) =>
                    RecordAsync(
                        context,
                        RecommendationRequests.ReadRecommendation,
                        one => one.Id,
                        all => Grain(grains).RecordRecommendations(all),
                        RecordedRecommendation.Of
                    )
            )
            .IsRepeatable()
            .RequireScope(Scope.Engine)
            .WithName("recordRecommendations")
            .WithSummary("Records recommendations: one, or an array of up to 1 000. The same recommendation_id is stored once.")
            .Produces<ItemsResponse<RecordedRecommendation>>()
            .WithItems(
                RecommendationRequests.Recommendation,
                """
                [{
                  "recommendation_id": "rec-1",
                  "sent_at": "2021-01-04T15:00:00Z",
                  "symbol": "PLTR",
                  "action": "STO",
                  "strike": 26,
                  "expiration": "2021-01-15",
                  "option_right": "put",
                  "premium": 246,
                  "type": "new_position",
                  "algorithm_version": "v3"
                }]
                """,
                MaxItems
            );
        learning
            .MapPost(
                "/executions",
                (HttpContext context, IGrainFactory grains) =>
                    RecordAsync(
                        context,
                        RecommendationRequests.ReadExecution,
                        one => one.Id,
                        all => Grain(grains).RecordExecutions(all),
                        RecordedExecution.Of
                    )
            )
            .IsRepeatable()
            .RequireScope(Scope.Engine)
            .WithName("recordExecutions")
            .WithSummary("Records executions: one, or an array of up to 1 000. The same execution_id is stored once.")
            .Produces<ItemsResponse<RecordedExecution>>()
            .WithItems(
                RecommendationRequests.Execution,
                """
                [{
                  "execution_id": "exec-1",
                  "executed_at": "2021-01-04T15:36:00Z",
                  "instrument": "PLTR  210115P00026000",
                  "action": "STO",
                  "quantity": 1,
                  "price": 240,
                  "fees": 1.15
                }]
                """,
                MaxItems
            );
        learning
            .MapPost("/prices", RecordPricesAsync)
            .IsRepeatable()
            .RequireScope(Scope.Engine)
            .WithName("recordPrices")
            .WithSummary(
                "Records what contracts and their underlyings were worth on a day: one price, or an array of up to 1 000. The same "
                    + "instrument, "
                    + "day and source is replaced."
            )
            .Produces<ItemsResponse<RecordedPrice>>()
            .WithItems(
                RecommendationRequests.Price,
                """
                [
                  {"instrument": "PLTR  210115P00026000", "day": "2021-01-08", "bid": 180, "ask": 190, "source": "cboe"},
                  {"instrument": "PLTR", "day": "2021-01-15", "close": 25.64, "source": "nasdaq"}
                ]
                """,
                MaxItems
            );
    }

    private static async Task<IResult> RecordPricesAsync(HttpContext context, IGrainFactory grains)
    {
        var (items, problem) = await JsonBody.ReadItemsAsync(context, RecommendationRequests.ReadPrice);
        if (items is null)
            return problem!;
        if (!items.Good.IsEmpty)
            await Grain(grains).RecordPrices(items.Good);
        return ItemsResponse.Of(
            items.Outcomes(items.Good, (price, _) => ItemOutcome.Taken($"{price.Instrument}/{price.Day:yyyy-MM-dd}/{price.Source}", true)),
            items.IsArray,
            RecordedPrice.Of
        );
    }

    private static async Task<IResult> RecordAsync<T, TResult>(
        HttpContext context,
        Func<FieldReader, T?> read,
        Func<T, string> id,
        Func<ImmutableArray<T>, Task<ImmutableArray<bool>>> record,
        Func<ItemOutcome, TResult> name
    )
        where T : class
    {
        var (items, problem) = await JsonBody.ReadItemsAsync(context, read);
        if (items is null)
            return problem!;
        var stored = items.Good.IsEmpty ? [] : await record(items.Good);
        return ItemsResponse.Of(items.Outcomes(stored, (one, isNew) => ItemOutcome.Taken(id(one), isNew)), items.IsArray, name);
    }

    private static IReconciliationGrain Grain(IGrainFactory grains) => grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.Key);
}

/// <summary>The outcome of one recommendation.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="RecommendationId">Its id; null where it was not taken.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record RecordedRecommendation(
    int Index,
    string? RecommendationId,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static RecordedRecommendation Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}

/// <summary>The outcome of one execution.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="ExecutionId">Its id; null where it was not taken.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record RecordedExecution(
    int Index,
    string? ExecutionId,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static RecordedExecution Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}

/// <summary>The outcome of one price.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="Price">Instrument, day and source; null where it was not taken.</param>
/// <param name="Status">The status that it would have had alone: 200 or 400.</param>
/// <param name="Stored">It is stored, in place of an earlier one where there was one.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field.</param>
internal sealed record RecordedPrice(
    int Index,
    string? Price,
    int Status,
    bool Stored,
    string? Error,
    IReadOnlyDictionary<string, string[]>? Errors
)
{
    internal static RecordedPrice Of(ItemOutcome outcome) =>
        new(outcome.Index, outcome.Id, outcome.Status, outcome.Stored, outcome.Error, outcome.Errors);
}
