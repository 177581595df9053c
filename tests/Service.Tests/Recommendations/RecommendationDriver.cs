using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Recommendations;

/// <summary>Recommendations and executions, as engines send them over HTTP.</summary>
internal static class RecommendationDriver
{
    internal const string Root = "/api/v1/strategies/learning";

    /// <summary>A recommendation to sell PLTR's put of 26 that expires on 2021-01-15.</summary>
    internal static Dictionary<string, object?> Recommend(
        string id,
        string symbol = "PLTR",
        string sentAt = "2021-01-04T15:00:00Z",
        string action = "STO",
        string? version = null
    ) =>
        new()
        {
            ["recommendation_id"] = id,
            ["sent_at"] = sentAt,
            ["symbol"] = symbol,
            ["action"] = action,
            ["strike"] = 26,
            ["expiration"] = "2021-01-15",
            ["option_right"] = "put",
            ["premium"] = 200,
            ["type"] = "new_position",
            ["algorithm_version"] = version,
        };

    /// <summary>Such a put sold.</summary>
    internal static Dictionary<string, object?> Execute(
        string id,
        string at,
        string symbol = "PLTR",
        string? recommendation = null,
        string contract = "210115P00026000",
        string action = "STO",
        decimal price = 200
    ) =>
        new()
        {
            ["execution_id"] = id,
            ["executed_at"] = at,
            ["instrument"] = $"{symbol, -6}{contract}",
            ["action"] = action,
            ["quantity"] = 1,
            ["price"] = price,
            ["fees"] = 1.15,
            ["recommendation_id"] = recommendation,
        };

    internal static async Task<ItemsResponse<JsonElement>> SendAsync(
        this TestService service,
        string what,
        params Dictionary<string, object?>[] facts
    )
    {
        var response = await service.Engine.PostAsJsonAsync($"{Root}/{what}", facts);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<ItemsResponse<JsonElement>>(ClientJson.Options))!;
    }

    /// <summary>Reconciles a day; returns its matches by kind, such as <c>consent:1 reject:2</c>.</summary>
    internal static async Task<string> ReconcileAsync(this TestService service, string day) =>
        string.Join(
            ' ',
            (await service.PostAsync<ReconcileResponse>($"{Root}/reconcile?target_date={day}", new { })).ByMatchType.Select(one =>
                $"{one.MatchType}:{one.Count}"
            )
        );

    /// <summary>Works out the outcomes of whatever has changed.</summary>
    internal static Task<TrackedOutcomes> TrackAsync(this TestService service) =>
        service.PostAsync<TrackedOutcomes>($"{Root}/track-outcomes", new { });

    /// <summary>The outcomes as of an earlier day, such as <c>open:2 assigned:1</c>.</summary>
    internal static async Task<string> OutcomesAsOfAsync(this TestService service, string day) =>
        string.Join(
            ' ',
            (await service.PostAsync<TrackedOutcomes>($"{Root}/track-outcomes?as_of_date={day}", new { })).ByOutcome.Select(one =>
                $"{one.Outcome}:{one.Count}"
            )
        );

    internal static Task<IReadOnlyList<MatchRecord>> MatchesAsync(this TestService service) =>
        service.ItemsAsync<MatchRecord>($"{Root}/matches");
}
