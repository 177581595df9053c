using System.Globalization;

namespace LearningActors.Client;

/// <content>What an engine or an agent asks before and after a trade.</content>
public sealed partial class LearningClient
{
    /// <summary>What to know before a trade, asked of the service; <see cref="InsightAdvisor"/> tells it from memory.</summary>
    /// <param name="context">What is about to be traded.</param>
    /// <param name="limit">How many, 1 to 100.</param>
    public Task<IReadOnlyList<RelevantInsight>> RelevantAsync(TradeContext context, int limit = 5)
    {
        var asked = new (string Name, string? Value)[]
        {
            ("setup_type", context.SetupType),
            ("market_phase", context.MarketPhase),
            ("symbol", context.Symbol),
            ("timeframe", context.Timeframe),
            ("hour", context.Hour?.ToString(CultureInfo.InvariantCulture)),
            ("limit", limit.ToString(CultureInfo.InvariantCulture)),
        };
        var query = string.Join(
            '&',
            asked.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}")
        );
        return GetAsync<IReadOnlyList<RelevantInsight>>($"/api/learning/relevant?{query}");
    }

    /// <summary>How a strategy rule does; at most a second old.</summary>
    /// <param name="rule">Its id.</param>
    public Task<StrategyPerformance> StrategyAsync(string rule) =>
        GetAsync<StrategyPerformance>($"/api/strategies/{Uri.EscapeDataString(rule)}/performance");

    /// <summary>Weekly summaries that nobody reviewed, the newest first.</summary>
    /// <param name="limit">How many, 1 to 1 000.</param>
    public Task<Page<WeeklySummaryRecord>> PendingSummariesAsync(int limit) =>
        GetAsync<Page<WeeklySummaryRecord>>($"{Divergence}/weekly-summaries?review_status=pending&limit={limit}");

    /// <summary>Changes of the algorithm that wait for a decision.</summary>
    /// <param name="limit">How many, 1 to 1 000.</param>
    public Task<Page<AlgorithmChange>> ProposedChangesAsync(int limit) =>
        GetAsync<Page<AlgorithmChange>>($"{Divergence}/v4-candidates?status=proposed&limit={limit}");

    /// <summary>Alerts that nobody acknowledged, the newest first.</summary>
    /// <param name="limit">How many, 1 to 1 000.</param>
    public Task<Page<AlertStatus>> OpenAlertsAsync(int limit) => GetAsync<Page<AlertStatus>>($"/api/admin/alerts?open=true&limit={limit}");
}
