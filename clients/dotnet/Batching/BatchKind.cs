using System.Net.Http.Json;

namespace LearningActors.Client;

/// <summary>A kind of item that the API takes as arrays.</summary>
/// <typeparam name="TItem">What is sent.</typeparam>
/// <typeparam name="TOutcome">What is answered of each.</typeparam>
/// <param name="Name">For metrics.</param>
/// <param name="Path">Where arrays are sent to.</param>
/// <param name="OrderOf">A hash of what must stay in its order.</param>
/// <param name="ReadAsync">Reads the outcomes, in the order of the items.</param>
internal sealed record BatchKind<TItem, TOutcome>(
    string Name,
    string Path,
    Func<TItem, int> OrderOf,
    Func<HttpContent, CancellationToken, Task<IReadOnlyList<TOutcome>>> ReadAsync
)
    where TOutcome : IItemOutcome;

/// <summary>The kinds of items.</summary>
internal static class BatchKinds
{
    internal static BatchKind<VoteOnExplanationInput, ReceivedItem> Votes { get; } =
        new(
            "vote",
            "/api/feedback",
            vote => HashCode.Combine(vote.ExplanationId, vote.Session),
            async (content, cancellationToken) =>
                (await JsonAsync<ReceivedManyResponse>(content, cancellationToken).ConfigureAwait(false)).Results
        );

    internal static BatchKind<TradeInput, RecordedTrade> Trades { get; } =
        new("trade", "/api/trades", trade => trade.TradeId.GetHashCode(StringComparison.Ordinal), ItemsAsync<RecordedTrade>);

    internal static BatchKind<LoggedExplanationInput, LoggedExplanation> Explanations { get; } =
        new("explanation", "/api/explanations/log", one => one.ExplanationId.GetHashCode(), ItemsAsync<LoggedExplanation>);

    private static async Task<IReadOnlyList<T>> ItemsAsync<T>(HttpContent content, CancellationToken cancellationToken) =>
        (await JsonAsync<ItemsResponse<T>>(content, cancellationToken).ConfigureAwait(false)).Results;

    private static async Task<T> JsonAsync<T>(HttpContent content, CancellationToken cancellationToken) =>
        (await content.ReadFromJsonAsync<T>(ClientJson.Options, cancellationToken).ConfigureAwait(false))!;
}
