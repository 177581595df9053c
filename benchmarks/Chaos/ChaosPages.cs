namespace LearningActors.Benchmarks.Chaos;

/// <summary>What the pages of the dashboard, and engines, read.</summary>
internal static class ChaosPages
{
    internal const int Tickers = 12;

    private static readonly string[] s_paths =
    [
        "/api/admin/llm-analytics?days=30",
        "/api/admin/llm-learning",
        "/api/explanations?limit=20",
        "/api/admin/prompts",
        "/api/admin/llm-ab-tests",
        "/api/admin/cycles",
        "/api/admin/alerts",
        "/api/admin/ledger",
        "/api/admin/silos",
        "/api/admin/audit?limit=20",
        "/api/strategies",
        "/api/trades?limit=20",
        "/api/learning/summary",
        "/api/learning/insights",
        "/api/learning/relevant?symbol=C1",
        "/api/learning/reviews?limit=20",
        "/api/prompts/BUY/assignment?unit=u1",
        "/api/prompts/BUY/routing",
        "/api/v1/strategies/learning/matches?limit=20",
        "/api/v1/strategies/learning/positions?limit=20",
        "/api/v1/strategies/learning/outcomes?limit=20",
        "/api/v1/strategies/learning/executions?limit=20",
        "/api/v1/strategies/learning/analytics/divergence-rate",
        "/api/v1/strategies/learning/weekly-summaries",
        "/api/v1/strategies/learning/v4-candidates",
        "/api/admin/fine-tuning/status",
    ];

    /// <summary>One of a few tickers.</summary>
    internal static string Ticker(Random random) => $"C{random.Next(Tickers)}";

    /// <summary>One of them, or the state of a ticker.</summary>
    internal static string Any(Random random) =>
        random.Next(4) == 0 ? $"/api/signals/{Ticker(random)}/BUY" : s_paths[random.Next(s_paths.Length)];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<string> All => s_paths;
}
