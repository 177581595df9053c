using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Polly;
using Polly.Retry;

namespace LearningActors.Client;

/// <summary>The API of LearningActors, typed.</summary>
/// <remarks>
/// An answer of 503, or of 429 that asks for a wait of at most <see cref="MaxWait"/>, is waited out and the same request sent again:
/// facts carry ids (an explanation without one gets it here) and explanations an <c>Idempotency-Key</c>, so that the service stores each
/// once. Reads are also sent again when the connection broke. All else that is not a success is a <see cref="LearningApiException"/>.
/// </remarks>
/// <param name="http">With the service's address.</param>
/// <param name="engineKey">For what engines and traders send.</param>
/// <param name="readKey">For lists and figures; it can change nothing.</param>
/// <param name="adminKey">For what analysts decide; null where nobody does.</param>
public sealed partial class LearningClient(HttpClient http, string engineKey, string readKey, string? adminKey = null)
{
    /// <summary>Facts in one array; the service takes up to 1 000.</summary>
    public const int BatchSize = 500;

    private const string Divergence = "/api/v1/strategies/learning";
    private const int MaxAttempts = 20;

    private static readonly ResiliencePipeline<HttpResponseMessage> s_again = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(
            new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxAttempts - 1,
                ShouldHandle = attempt => ValueTask.FromResult(IsPassing(attempt.Outcome)),
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(RetryAfter(attempt.Outcome.Result) ?? TimeSpan.FromSeconds(1)),
                OnRetry = attempt =>
                {
                    attempt.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            }
        )
        .Build();

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one is an error that names it.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Records explanations that an engine made itself.</summary>
    public Task<ItemsResponse<LoggedExplanation>> LogAsync(IReadOnlyList<LoggedExplanationInput> explanations) =>
        PostFactsAsync<ItemsResponse<LoggedExplanation>>(
            "/api/explanations/log",
            explanations.Select(one => one.ExplanationId is null ? one with { ExplanationId = NewId.Make() } : one).ToArray()
        );

    /// <summary>Rates explanations; each vote has an outcome of its own.</summary>
    public Task<ReceivedManyResponse> RateAsync(IReadOnlyList<VoteOnExplanationInput> votes) =>
        PostFactsAsync<ReceivedManyResponse>("/api/feedback", votes);

    /// <summary>Lets the service explain a signal.</summary>
    /// <param name="signal">With the figures that its explanation may name.</param>
    /// <param name="idempotencyKey">The same key has the same answer, and is paid for once; by default a new one.</param>
    public Task<ExplanationResponse> ExplainAsync(SignalToExplainInput signal, string? idempotencyKey = null) =>
        SendAsync<ExplanationResponse>(HttpMethod.Post, "/api/explanations", engineKey, signal, idempotencyKey ?? NewId.Make().ToString());

    /// <summary>Adds a strategy rule unless it is there.</summary>
    public async Task EnsureStrategyAsync(string rule)
    {
        try
        {
            await PostAsync<StrategyRule>("/api/strategies", new StrategyRuleInput { Id = rule }).ConfigureAwait(false);
        }
        catch (LearningApiException exception) when (exception.Status == HttpStatusCode.Conflict)
        {
            // It is there.
        }
    }

    /// <summary>Records closed trades.</summary>
    public Task<ItemsResponse<RecordedTrade>> RecordTradesAsync(IReadOnlyList<TradeInput> trades) =>
        PostFactsAsync<ItemsResponse<RecordedTrade>>("/api/trades", trades);

    /// <summary>Records executions.</summary>
    public Task<ItemsResponse<RecordedExecution>> RecordExecutionsAsync(IReadOnlyList<ExecutionInput> executions) =>
        PostFactsAsync<ItemsResponse<RecordedExecution>>($"{Divergence}/executions", executions);

    /// <summary>Records recommendations.</summary>
    public Task<ItemsResponse<RecordedRecommendation>> RecordRecommendationsAsync(IReadOnlyList<RecommendationInput> recommendations) =>
        PostFactsAsync<ItemsResponse<RecordedRecommendation>>($"{Divergence}/recommendations", recommendations);

    /// <summary>Records what instruments were worth on a day.</summary>
    public Task<ItemsResponse<RecordedPrice>> RecordPricesAsync(IReadOnlyList<PriceInput> prices) =>
        PostFactsAsync<ItemsResponse<RecordedPrice>>($"{Divergence}/prices", prices);

    /// <summary>Matches the recommendations of Pacific days.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="through">The last one; days that a request has no time for are left to the service, which tells how many.</param>
    public Task<ReconcileResponse> ReconcileAsync(DateOnly from, DateOnly through) =>
        PostAsync<ReconcileResponse>($"{Divergence}/reconcile?start_date={from:yyyy-MM-dd}&end_date={through:yyyy-MM-dd}", null);

    /// <summary>Sums a week up anew.</summary>
    public Task<WeeklySummaryRecord> SumUpAsync(int year, int week) =>
        PostAsync<WeeklySummaryRecord>($"{Divergence}/weekly-summaries/generate?year={year}&week={week}", null);

    /// <summary>Works out the outcomes of whatever has changed.</summary>
    public Task<TrackedOutcomes> TrackOutcomesAsync() => PostAsync<TrackedOutcomes>($"{Divergence}/track-outcomes", null);

    /// <summary>Records why a recommendation was not followed as given.</summary>
    public Task<MatchRecord> GiveReasonAsync(Guid match, MatchReasonInput reason) =>
        SendAsync<MatchRecord>(HttpMethod.Patch, $"{Divergence}/matches/{match}/reason", engineKey, reason);

    /// <summary>The weekly summaries, newest first.</summary>
    public Task<IReadOnlyList<WeeklySummaryRecord>> WeeklySummariesAsync() =>
        AllAsync<WeeklySummaryRecord>($"{Divergence}/weekly-summaries?limit=100");

    /// <summary>What followed recommendations made, and what diverged ones did.</summary>
    public Task<AlgorithmAccuracy> AlgorithmAccuracyAsync(int days) =>
        GetAsync<AlgorithmAccuracy>($"{Divergence}/analytics/algorithm-accuracy?days={days}");

    /// <summary>The proposed changes of the algorithm.</summary>
    public Task<IReadOnlyList<AlgorithmChange>> CandidatesAsync() => AllAsync<AlgorithmChange>($"{Divergence}/v4-candidates?limit=1000");

    /// <summary>Decides on a candidate; needs the admin key.</summary>
    public Task<AlgorithmChange> DecideAsync(string candidate, CandidateDecisionInput decision) =>
        AdminAsync($"{candidate}/decide", decision);

    /// <summary>Records that a candidate was implemented; needs the admin key.</summary>
    public Task<AlgorithmChange> ImplementedAsync(string candidate, ImplementationInput implementation) =>
        AdminAsync($"{candidate}/implemented", implementation);

    /// <summary>Ends the validation of a candidate; needs the admin key.</summary>
    public Task<AlgorithmChange> ConcludeAsync(string candidate, ConclusionInput conclusion) =>
        AdminAsync($"{candidate}/conclude", conclusion);

    /// <summary>Has a trade reviewed, and the score of its rule follow.</summary>
    public Task<TradeReview> AnalyzeTradeAsync(string id) =>
        PostAsync<TradeReview>($"/api/learning/analyze-trade/{Uri.EscapeDataString(id)}", null);

    /// <summary>Looks for insights among all trades.</summary>
    public Task<Aggregation> AggregateAsync() => PostAsync<Aggregation>("/api/learning/aggregate", new AggregateInput());

    /// <summary>The insights with a confidence of at least 0.5.</summary>
    public Task<IReadOnlyList<Insight>> InsightsAsync() => AllAsync<Insight>("/api/learning/insights?min_confidence=0.5&limit=1000");

    /// <summary>The strategy rules, the most effective first.</summary>
    public Task<IReadOnlyList<StrategyPerformance>> StrategiesAsync() => AllAsync<StrategyPerformance>("/api/strategies?limit=1000");

    /// <summary>Champions, and the last 1 000 prompt versions.</summary>
    public Task<PromptsResponse> PromptsAsync() => GetAsync<PromptsResponse>("/api/admin/prompts?sort=-prompt_version&limit=1000");

    /// <summary>Experiments: those that run, and the last 500 that ended, newest first.</summary>
    public Task<ExperimentsResponse> ExperimentsAsync() => GetAsync<ExperimentsResponse>("/api/admin/llm-ab-tests?limit=500");

    /// <summary>The alerts, newest first.</summary>
    public Task<IReadOnlyList<AlertStatus>> AlertsAsync() => AllAsync<AlertStatus>("/api/admin/alerts?limit=1000");

    /// <summary>The figures of the last days, read anew.</summary>
    /// <param name="days">1 to 90.</param>
    public Task<AnalyticsResponse> AnalyticsAsync(int days) => GetAsync<AnalyticsResponse>($"/api/admin/llm-analytics?days={days}");

    /// <summary>What explanations learnt, week by week, read anew.</summary>
    /// <param name="weeks">1 to 26.</param>
    public Task<LearningResponse> LearningAsync(int weeks) => GetAsync<LearningResponse>($"/api/admin/llm-learning?weeks={weeks}");

    private Task<T> GetAsync<T>(string path) => SendAsync<T>(HttpMethod.Get, path, readKey, null);

    /// <summary>A whole list, part by part.</summary>
    /// <param name="path">With its query; the cursor is added.</param>
    private async Task<IReadOnlyList<T>> AllAsync<T>(string path)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await GetAsync<Page<T>>(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}")
                .ConfigureAwait(false);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return all;
    }

    private Task<T> PostAsync<T>(string path, object? body) => SendAsync<T>(HttpMethod.Post, path, engineKey, body);

    /// <summary>Sends facts that carry ids: another address may be asked, also where one broke off.</summary>
    private Task<T> PostFactsAsync<T>(string path, object facts) => SendAsync<T>(HttpMethod.Post, path, engineKey, facts, repeatable: true);

    private Task<AlgorithmChange> AdminAsync(string path, object body) =>
        SendAsync<AlgorithmChange>(
            HttpMethod.Post,
            $"{Divergence}/v4-candidates/{path}",
            adminKey ?? throw new InvalidOperationException("A decision needs an admin key."),
            body
        );

    private async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        string key,
        object? body,
        string? idempotencyKey = null,
        bool repeatable = false
    )
    {
        using var response = await s_again.ExecuteAsync(async _ => await SendOnceAsync().ConfigureAwait(false)).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return (await response.Content.ReadFromJsonAsync<T>(ClientJson.Options).ConfigureAwait(false))!;
        throw await LearningApiException.OfAsync(response, $"{method} {path}").ConfigureAwait(false);

        async Task<HttpResponseMessage> SendOnceAsync()
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null)
                request.Content = JsonContent.Create(body, body.GetType(), options: ClientJson.Options);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            if (idempotencyKey is not null)
                request.Headers.Add("Idempotency-Key", idempotencyKey);
            request.Options.Set(FailoverHandler.Repeatable, repeatable || idempotencyKey is not null);
            try
            {
                return await http.SendAsync(request).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (method == HttpMethod.Get)
            {
                throw new BrokenReadException(exception);
            }
        }
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is BrokenReadException
        || (
            outcome.Result is { StatusCode: HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests } response
            && !(RetryAfter(response) > MaxWait)
        );

    private static TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter?.Delta;

    /// <summary>A read whose connection broke: it may be sent again.</summary>
    private sealed class BrokenReadException(HttpRequestException inner) : HttpRequestException(inner.Message, inner);
}
