using System.Net.Http.Json;
using LearningActors.Client;
using Npgsql;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>What is served as a sum against a recount of the facts.</summary>
internal static class SumCheck
{
    private static readonly TimeSpan s_agreeWithin = TimeSpan.FromSeconds(60);

    // Written apart from the views of the service, which are what is checked.
    private const string Recount = """
        SELECT e.day, e.signal, e.ticker, e.prompt_version, e.model_used, count(*) AS total_explanations,
               count(*) FILTER (WHERE e.cached) AS cached, count(*) FILTER (WHERE e.fallback) AS fallbacks,
               count(v.explanation_id) AS rated, coalesce(sum(v.votes), 0)::bigint AS feedback,
               coalesce(sum(v.positive), 0)::bigint AS positive, coalesce(sum(v.rating_sum), 0)::bigint AS rating_sum,
               sum(e.cost_usd)::numeric AS cost_usd, sum(e.latency_ms)::bigint AS latency_ms_sum
        FROM llm_explanations e
        LEFT JOIN (
            SELECT explanation_id, count(*) AS votes, count(*) FILTER (WHERE helpful) AS positive, sum(rating) AS rating_sum
            FROM llm_feedback GROUP BY explanation_id
        ) v ON v.explanation_id = e.id
        GROUP BY e.day, e.signal, e.ticker, e.prompt_version, e.model_used
        """;

    private const string Served = """
        SELECT day, signal, ticker, prompt_version, model_used, total_explanations, cached, fallbacks, rated, feedback, positive,
               rating_sum, cost_usd, latency_ms_sum
        FROM llm_tallies
        """;

    // What pages add up, against what it was made of: days that are over against facts, weeks against days.
    private static readonly string[] s_wrongSums =
    [
        """
            SELECT concat('the sum of ', d.day, ' has ', s.total_explanations, ' explanations and ', s.feedback, ' votes, and the facts ',
                facts.explanations, ' and ', facts.votes, '; it was made at ', m.rolled_up_at)
            FROM llm_rolled_days d JOIN llm_metrics_days m USING (day)
            JOIN llm_sums s ON s.period = 'day' AND s.start = d.day AND s.dimension = 'all'
            CROSS JOIN LATERAL (
                SELECT count(*) AS explanations, (SELECT count(*) FROM llm_feedback f WHERE f.day = d.day) AS votes
                FROM llm_explanations e WHERE e.day = d.day
            ) facts WHERE (s.total_explanations, s.feedback) IS DISTINCT FROM (facts.explanations, facts.votes)
            """,
        // A week may have a sum of nothing.
        """
            SELECT concat('the sum of the week of ', w.start, ' has ', w.total_explanations, ' explanations and ', w.feedback,
                ' votes, and its days ', days.explanations, ' and ', days.votes)
            FROM llm_sums w
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(total_explanations), 0) AS explanations, coalesce(sum(feedback), 0) AS votes FROM llm_sums d
                WHERE d.period = 'day' AND d.dimension = 'all' AND d.start BETWEEN w.start AND w.start + 6
            ) days WHERE w.period = 'week' AND w.dimension = 'all'
              AND (w.total_explanations, w.feedback) IS DISTINCT FROM (days.explanations, days.votes)
            """,
        """
            SELECT concat('the factor ', w.factor, ' of the week of ', w.start, ' has ', w.feedback, ' votes, and its days ', days.votes)
            FROM llm_factor_sums w
            CROSS JOIN LATERAL (
                SELECT sum(feedback) AS votes FROM llm_factor_sums d
                WHERE d.period = 'day' AND d.factor = w.factor AND d.start BETWEEN w.start AND w.start + 6
            ) days WHERE w.period = 'week' AND w.feedback IS DISTINCT FROM days.votes
            """,
    ];

    private const string OfCash = """
        SELECT (SELECT coalesce(sum(cash), 0) FROM position_lots)
            - (SELECT coalesce(sum((CASE WHEN action IN ('STO', 'STC') THEN 1 ELSE -1 END) * price * quantity - fees), 0) FROM executions)
        """;

    private const string Unmatched = """
        SELECT count(*) FROM recommendations r
        WHERE (r.sent_at AT TIME ZONE 'America/Los_Angeles')::date < ($1 AT TIME ZONE 'America/Los_Angeles')::date
          AND NOT EXISTS (SELECT FROM recommendation_execution_matches m WHERE m.recommendation_id = r.id)
        """;

    // A version is made where figures have changed, and none is left out.
    private const string NeedlessVersions = """
        SELECT (SELECT count(*) FROM weekly_learning_summaries WHERE version > 1 AND summary -> 'changes' = '[]')
            + (SELECT count(*) FROM (SELECT FROM weekly_learning_summaries GROUP BY year, week HAVING count(*) <> max(version)) gaps)
        """;

    internal static async Task<IReadOnlyList<string>> RunAsync(ChaosWorld world, Random random)
    {
        var wrong = new List<string>();
        await using var connection = await world.Database.OpenConnectionAsync();
        if (await CountAsync(connection, $"SELECT count(*) FROM (({Recount}) EXCEPT ({Served})) missing") is var less and > 0)
            wrong.Add($"{less} rows of llm_tallies are not what the facts add up to.");
        if (await CountAsync(connection, $"SELECT count(*) FROM (({Served}) EXCEPT ({Recount})) surplus") is var more and > 0)
            wrong.Add($"{more} rows of llm_tallies have no facts.");
        foreach (var sql in s_wrongSums)
            wrong.AddRange(await TextsAsync(connection, sql));
        if (await CountAsync(connection, NeedlessVersions) is var twice and > 0)
            wrong.Add($"{twice} times a week was summed up anew without a change, or a version is missing.");
        foreach (var node in world.Nodes)
        {
            wrong.AddRange(await AgreesAsync(world, () => AnalyticsAsync(connection, node)));
            for (var i = 0; i < 4; i++)
            {
                var (ticker, signal) = (ChaosPages.Ticker(random), new[] { "BUY", "SELL", "HOLD" }[random.Next(3)]);
                wrong.AddRange(await AgreesAsync(world, () => StateAsync(connection, node, ticker, signal)));
            }
        }

        wrong.AddRange(await AgreesAsync(world, () => CashAsync(connection, world)));
        if (await ChaosWorld.ReadAsync<AuditChain>(world.Nodes[0], "/api/admin/audit/chain") is { BrokenAt: { } broken })
            wrong.Add($"The audit chain is broken at {broken}.");
        return wrong;
    }

    private static async Task<IReadOnlyList<string>> TextsAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>What is wrong now may be on its way: it has a while to agree.</summary>
    private static async Task<IReadOnlyList<string>> AgreesAsync(ChaosWorld world, Func<Task<string?>> compare)
    {
        var began = DateTimeOffset.UtcNow;
        while (await compare() is { } difference)
        {
            if (DateTimeOffset.UtcNow - began > s_agreeWithin)
                return [difference];
            // A silo that others declared dead a while ago may end only now, and is started again.
            if (world.Nodes.Any(node => node.HasEnded))
                await world.UntilReadyAsync();
            await Task.Delay(100);
        }

        return [];
    }

    private static async Task<string?> AnalyticsAsync(NpgsqlConnection connection, ChaosNode node)
    {
        var served = await ChaosWorld.ReadAsync<AnalyticsResponse>(node, "/api/admin/llm-analytics?days=90");
        var stored = await TotalsAsync(connection, "true");
        return Differ("llm-analytics", served, stored);
    }

    private static async Task<string?> StateAsync(NpgsqlConnection connection, ChaosNode node, string ticker, string signal)
    {
        var served = await ChaosWorld.ReadAsync<SignalResponse>(node, $"/api/signals/{ticker}/{signal}");
        var stored = await TotalsAsync(connection, $"e.ticker = '{ticker}' AND e.signal = '{signal}'");
        return Differ($"{ticker}/{signal}", served, stored);
    }

    private static string? Differ(string what, FeedbackSummary? served, (long Explanations, long Votes, long Positive) stored)
    {
        if (served is null)
            return $"{what} does not answer.";
        var told = (served.TotalExplanations, served.TotalFeedback, served.PositiveFeedback.Count);
        return told == stored ? null : $"{what} tells of (explanations, votes, positive) {told}, the facts are {stored}.";
    }

    private static async Task<(long, long, long)> TotalsAsync(NpgsqlConnection connection, string where)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT count(DISTINCT e.id), count(f.explanation_id), count(*) FILTER (WHERE f.helpful)
            FROM llm_explanations e LEFT JOIN llm_feedback f ON f.explanation_id = e.id WHERE {where}
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>The cash of all lots is that of all executions, and every recommendation of a day that is over has its match.</summary>
    private static async Task<string?> CashAsync(NpgsqlConnection connection, ChaosWorld world)
    {
        try
        {
            using var response = await world.Nodes[0].Http.PostAsJsonAsync("/api/v1/strategies/learning/track-outcomes", new { });
            await world.Answers.CountAsync(response);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return "track-outcomes does not answer.";
        }

        await using var cash = new NpgsqlCommand(OfCash, connection);
        var difference = (decimal)(await cash.ExecuteScalarAsync())!;
        if (Math.Abs(difference) > 0.000001m)
            return $"The cash of lots differs from that of executions by {difference}.";
        await using var unmatched = new NpgsqlCommand(Unmatched, connection) { Parameters = { new() { Value = world.Now.UtcDateTime } } };
        return (long)(await unmatched.ExecuteScalarAsync())! is var open and > 0
            ? $"{open} recommendations of days that are over have no match."
            : null;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
