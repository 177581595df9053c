using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearningActors.Client;

/// <summary>The service's public API as a desk uses it.</summary>
/// <param name="http">With the service's address.</param>
/// <param name="engineKey">For what engines and traders send.</param>
/// <param name="readKey">For what is read.</param>
/// <param name="adminKey">For what analysts decide; null where nobody does.</param>
public sealed class LearningClient(HttpClient http, string engineKey, string readKey, string? adminKey = null)
{
    /// <summary>Requests in one array.</summary>
    public const int BatchSize = 500;

    private const string Divergence = "/api/v1/strategies/learning";

    /// <summary>Records explanations.</summary>
    /// <returns>How many were stored now, how many before, and for each the error, or null when it is stored.</returns>
    public async Task<(int Stored, int Duplicates, IReadOnlyList<string?> Errors)> LogAsync(IReadOnlyList<JsonObject> explanations)
    {
        var answer = await SendAsync(
            HttpMethod.Post,
            "/api/explanations/log",
            engineKey,
            JsonContent.Create(new JsonArray([.. explanations]))
        );
        return (
            answer.GetProperty("stored").GetInt32(),
            answer.GetProperty("duplicates").GetInt32(),
            [.. answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("error").GetString())]
        );
    }

    /// <summary>Rates explanations.</summary>
    /// <returns>For each vote the error, or null when it is committed.</returns>
    public async Task<IReadOnlyList<string?>> RateAsync(IReadOnlyList<JsonObject> votes)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/feedback", engineKey, JsonContent.Create(new JsonArray([.. votes])));
        return [.. answer.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("error").GetString())];
    }

    /// <summary>Lets the service explain a signal.</summary>
    public Task<JsonElement> ExplainAsync(JsonObject signal) =>
        SendAsync(HttpMethod.Post, "/api/explanations", engineKey, JsonContent.Create(signal));

    /// <summary>Adds a strategy rule unless it is there.</summary>
    public async Task EnsureStrategyAsync(string rule)
    {
        try
        {
            await SendAsync(HttpMethod.Post, "/api/strategies", engineKey, JsonContent.Create(new JsonObject { ["id"] = rule }));
        }
        catch (LearningApiException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            // It is there.
        }
    }

    /// <summary>Records trades.</summary>
    public Task<JsonElement> RecordTradesAsync(IReadOnlyList<JsonObject> trades) =>
        SendAsync(HttpMethod.Post, "/api/trades", engineKey, JsonContent.Create(new JsonArray([.. trades])));

    /// <summary>Records executions.</summary>
    public Task<JsonElement> RecordExecutionsAsync(IReadOnlyList<JsonObject> executions) =>
        SendAsync(HttpMethod.Post, $"{Divergence}/executions", engineKey, JsonContent.Create(new JsonArray([.. executions])));

    /// <summary>Records recommendations.</summary>
    public Task<JsonElement> RecordRecommendationsAsync(IReadOnlyList<JsonObject> recommendations) =>
        SendAsync(HttpMethod.Post, $"{Divergence}/recommendations", engineKey, JsonContent.Create(new JsonArray([.. recommendations])));

    /// <summary>A page of matches.</summary>
    public Task<JsonElement> MatchesAsync(string query) => ItemsAsync($"{Divergence}/matches?{query}");

    /// <summary>Says why somebody diverged.</summary>
    public Task<JsonElement> GiveReasonAsync(string match, string code) =>
        SendAsync(
            HttpMethod.Patch,
            $"{Divergence}/matches/{match}/reason",
            engineKey,
            JsonContent.Create(new JsonObject { ["reason_code"] = code })
        );

    /// <summary>The last weekly summaries.</summary>
    public Task<JsonElement> WeeklySummariesAsync() => ItemsAsync($"{Divergence}/weekly-summaries?limit=100");

    /// <summary>What came of following, and of diverging.</summary>
    public Task<JsonElement> AlgorithmAccuracyAsync(int days) =>
        SendAsync(HttpMethod.Get, $"{Divergence}/analytics/algorithm-accuracy?days={days}", readKey, null);

    /// <summary>What is proposed to change.</summary>
    public Task<JsonElement> CandidatesAsync() => ItemsAsync($"{Divergence}/v4-candidates");

    /// <summary>Decides on a candidate.</summary>
    public Task<JsonElement> DecideAsync(string candidate, string decision, string reason) =>
        AdminAsync($"{candidate}/decide", new JsonObject { ["decision"] = decision, ["reason"] = reason });

    /// <summary>Says that a candidate was implemented.</summary>
    public Task<JsonElement> ImplementedAsync(string candidate, string from, string to, DateOnly on) =>
        AdminAsync(
            $"{candidate}/implemented",
            new JsonObject
            {
                ["version_from"] = from,
                ["version_to"] = to,
                ["implemented_on"] = on.ToString("O", CultureInfo.InvariantCulture),
            }
        );

    /// <summary>Ends the validation of a candidate.</summary>
    public Task<JsonElement> ConcludeAsync(string candidate, string outcome, string reason) =>
        AdminAsync($"{candidate}/conclude", new JsonObject { ["outcome"] = outcome, ["reason"] = reason });

    /// <summary>Has a trade reviewed.</summary>
    public Task<JsonElement> AnalyzeTradeAsync(string id) =>
        SendAsync(HttpMethod.Post, $"/api/learning/analyze-trade/{Uri.EscapeDataString(id)}", engineKey, null);

    /// <summary>Looks for insights among all trades.</summary>
    public Task<JsonElement> AggregateAsync() =>
        SendAsync(HttpMethod.Post, "/api/learning/aggregate", engineKey, JsonContent.Create(new JsonObject()));

    /// <summary>The insights that are served.</summary>
    public Task<JsonElement> InsightsAsync() => ItemsAsync("/api/learning/insights?min_confidence=0.5");

    /// <summary>The strategy rules, the most effective first.</summary>
    public Task<JsonElement> StrategiesAsync() => ItemsAsync("/api/strategies");

    /// <summary>Prompt versions and champions.</summary>
    public Task<JsonElement> PromptsAsync() => SendAsync(HttpMethod.Get, "/api/admin/prompts", readKey, null);

    /// <summary>Experiments, running and ended.</summary>
    public Task<JsonElement> ExperimentsAsync() => SendAsync(HttpMethod.Get, "/api/admin/llm-ab-tests", readKey, null);

    /// <summary>How the cycles stand.</summary>
    public Task<JsonElement> CyclesAsync() => SendAsync(HttpMethod.Get, "/api/admin/cycles", readKey, null);

    /// <summary>The last alerts.</summary>
    public Task<JsonElement> AlertsAsync() => ItemsAsync("/api/admin/alerts");

    /// <summary>The figures of the last days, read anew.</summary>
    public Task<JsonElement> AnalyticsAsync(int days) => SendAsync(HttpMethod.Get, $"/api/admin/llm-analytics?days={days}", readKey, null);

    private async Task<JsonElement> ItemsAsync(string path) => (await SendAsync(HttpMethod.Get, path, readKey, null)).GetProperty("items");

    private Task<JsonElement> AdminAsync(string path, JsonObject body) =>
        SendAsync(
            HttpMethod.Post,
            $"{Divergence}/v4-candidates/{path}",
            adminKey ?? throw new InvalidOperationException("A decision needs an admin key."),
            JsonContent.Create(body)
        );

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string key, HttpContent? content)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            using var response = await http.SendAsync(request);
            if (response.IsSuccessStatusCode)
                return await response.Content.ReadFromJsonAsync<JsonElement>();
            // The ledger is full or away: sending the same again is safe.
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < 20)
            {
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
                continue;
            }

            throw new LearningApiException(
                $"{method} {path} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}"
            )
            {
                Status = response.StatusCode,
            };
        }
    }
}
