using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.FineTuning;
using LearningActors.Tests.Imports;
using LearningActors.Tests.Recommendations;
using LearningActors.Tests.Trades;

namespace LearningActors.Tests.Lists;

/// <summary>Some rows in every list, many of them with the same value of what the list is sorted by.</summary>
internal static class ListSeeds
{
    private const string Alert = """
        INSERT INTO alerts (id, kind, subject, message, raised_at)
        SELECT 'seed/' || i, (ARRAY['Promotion', 'Rollback', 'Budget'])[abs(i) % 3 + 1], 's', 'm', '2026-03-01Z'::timestamptz
            + i / 3 * interval '1 hour'
        FROM generate_series($1, $2) i
        """;

    private const string Insight = """
        INSERT INTO learning_journal (id, claim, insight_type, insight, supporting_trades, confidence_score, sample_size, wins, rest_size,
            rest_wins, is_better, market_conditions, scope, found_by, is_active, created_at, updated_at)
        SELECT gen_random_uuid(), 'claim ' || i, 'setup', 'A sentence.', '[]', 0.6 + i / 4 * 0.1, 10, 5, 10, 5, true, '{}', '{}',
            'statistics', true, '2026-03-01Z'::timestamptz + i / 5 * interval '1 hour', '2026-03-02Z'::timestamptz
                + i % 4 * interval '1 second'
        FROM generate_series($1, $2) i
        """;

    private const string Reminder = """
        INSERT INTO grain_reminder SELECT 'learning-actors', 'list-test/' || i / 3, 'r' || i, '2100-01-01', 60000, 0
        FROM generate_series($1, $2) i
        """;

    // Copies of what the service made itself.
    private const string Experiments = """
        INSERT INTO experiments
        SELECT 'BUY-' || 100 + i, signal, started_at - i / 4 * interval '1 hour', ended_at + i / 3 * interval '1 hour', outcome, winner,
            jsonb_set(jsonb_set(jsonb_set(record, '{id}', to_jsonb('BUY-' || 100 + i)),
                '{startedAt}', to_jsonb(started_at - i / 4 * interval '1 hour')),
                '{decision,at}', to_jsonb(ended_at + i / 3 * interval '1 hour'))
        FROM experiments, generate_series(1, 10) i
        """;

    private const string Weeks = """
        INSERT INTO weekly_learning_summaries
        SELECT year + i / 5, week + i % 5 + 1, version, generated_at + i / 3 * interval '1 hour', generated_by, is_complete, total, pnl,
            jsonb_set(jsonb_set(jsonb_set(summary, '{week,year}', to_jsonb(year + i / 5)), '{week,week}', to_jsonb(week + i % 5 + 1)),
                '{generatedAt}', to_jsonb(generated_at + i / 3 * interval '1 hour'))
        FROM weekly_learning_summaries, generate_series(0, 9) i
        """;

    private const string Changes = """
        INSERT INTO algorithm_changes
        SELECT pattern_key || '.' || 100 + i, pattern_key, status, has_ended, proposal, weeks, version_from, version_to, implemented_on,
            steps,
            updated_at + i / 3 * interval '1 hour',
            jsonb_set(jsonb_set(record, '{id}', to_jsonb(pattern_key || '.' || 100 + i)),
                '{history,-1,at}', to_jsonb(updated_at + i / 3 * interval '1 hour'))
        FROM algorithm_changes, generate_series(1, 10) i
        """;

    private const string Generations = """
        INSERT INTO prompt_generations (id, signal, parent, at, model, versions, refusals, cost_usd)
        SELECT 'seed-' || i, 'BUY', 'v1.0', '2026-02-01Z'::timestamptz + i / 3 * interval '1 hour', 'm', '{}', '{}', 0
        FROM generate_series(1, 10) i
        """;

    private const string Cash = """
        INSERT INTO cash_movements (id, at, account, kind, amount, currency, description, received_at)
        SELECT 'seed-' || i, '2020-01-01Z'::timestamptz + i / 3 * interval '1 day', CASE WHEN i % 2 = 0 THEN 'ira' END,
            (ARRAY['dividend', 'interest', 'fee'])[i % 3 + 1], (i % 5 - 2) * 1.25, 'USD', 'Row ' || i, '2026-03-01Z'
        FROM generate_series(1, 12) i
        """;

    private const string TunedModels = """
        INSERT INTO fine_tuning_jobs
        SELECT 'job-seed-' || i, at, 1, jsonb_build_object('plan', jsonb_build_object('id', 'job-seed-' || i, 'dataset', 'd',
            'baseModel', 'm', 'epochs', 3, 'suffix', 's', 'estimatedCostUsd', 0, 'startedAt', at, 'startedBy', 'seed'),
            'status', 'Failed', 'losses', '[]'::jsonb, 'events', '[]'::jsonb, 'revision', 1)
        FROM (SELECT i, '2026-02-01Z'::timestamptz + i / 3 * interval '1 hour' AS at FROM generate_series(1, 10) i) seeds;
        INSERT INTO tuned_models
        SELECT 'tuned-seed-' || i, at, 1, jsonb_build_object('name', 'tuned-seed-' || i, 'providerModel', 'm', 'parent', 'p',
            'dataset', 'd', 'job', 'j', 'inputUsdPerMillionTokens', 0, 'outputUsdPerMillionTokens', 0, 'registeredAt', at,
            'status', 'Rejected', 'comparisons', '[]'::jsonb, 'revision', 1)
        FROM (SELECT i, '2026-02-01Z'::timestamptz + i / 3 * interval '1 hour' AS at FROM generate_series(1, 10) i) seeds;
        INSERT INTO fine_tuning_datasets
        SELECT repeat('0', 62) || 10 + i, i, '2026-02-01Z', jsonb_build_object('figures',
            jsonb_build_object('hash', repeat('0', 62) || 10 + i, 'splits', '[]'::jsonb, 'signals', '[]'::jsonb, 'tickers', '[]'::jsonb),
            'number', i, 'createdAt', '2026-02-01T00:00:00Z', 'createdBy', 'seed', 'newExamples', 0)
        FROM generate_series(1, 10) i
        """;

    /// <summary>An explanation with some votes.</summary>
    internal static Guid RatedExplanation { get; } = Guid.Parse("0193a7a2-5d53-7e70-9f0c-6a4c54d1b111");

    /// <summary>An import with rows that could not be used.</summary>
    internal static Guid BrokenImport { get; private set; }

    internal static async Task SeedAsync(this TestService service)
    {
        await service.ImportSomeAsync();
        await service.RateSomeAsync();
        await service.GetAsync<Page<CycleStatus>>("/api/admin/cycles");
        // The baseline; then the catalog reads what is added behind its back.
        await service.GetAsync<PromptsResponse>("/api/admin/prompts");
        await service.RunAsync(Generations);
        await service.Admin.PostAsync("/api/admin/grains/promptcatalog/catalog/deactivate", null);
        await service.AddPromptsAsync("BUY", 3);
        await service.StartAndStopAsync();
        await service.PraiseAsync(30);
        foreach (var i in Enumerable.Range(0, 7))
            await service.AddRuleAsync($"rule-{i}");
        await service.RecordAsync([
            .. Enumerable.Range(0, 12).Select(i => (object)TradeDriver.Trade($"trade {i}", wins: i % 3 > 0, minute: i / 3, rule: "rule-1")),
        ]);
        foreach (var i in Enumerable.Range(0, 9))
            await service.AnalyzeAsync($"trade {i}");
        foreach (var day in new[] { "2021-01-04", "2021-01-05", "2021-01-06" })
            await service.DivergeAsync(day, day);
        foreach (var match in (await service.MatchesAsync()).Where((_, i) => i % 3 == 0))
            await service.PatchAsync($"{RecommendationDriver.Root}/matches/{match.Id}/reason", new { reason_code = "timing" });
        await service.PostAsync($"{RecommendationDriver.Root}/weekly-summaries/generate?year=2021&week=1", new { });
        foreach (var sql in new[] { Experiments, Weeks, Changes, Cash, TunedModels })
            await service.RunAsync(sql);
        foreach (var add in new[] { Alert, Insight, Reminder })
            await service.RunAsync(add, 1, 12);
    }

    /// <summary>Adds rows before, between and behind those that are there.</summary>
    internal static async Task AddMoreAsync(this TestService service, int round)
    {
        foreach (var add in new[] { Alert, Insight, Reminder })
        {
            await service.RunAsync(add, -3 - round, -3 - round);
            await service.RunAsync(add, 13 + round, 13 + round);
        }

        // Beside rows that are there, with the same time and an id between theirs.
        await service.RunAsync($"INSERT INTO alerts SELECT 'seed/1-{round}', kind, 's', 'm', raised_at FROM alerts WHERE id = 'seed/1'");
        await service.AddRuleAsync($"rule-3-{round}");
    }

    private static async Task ImportSomeAsync(this TestService service)
    {
        var wrong = string.Concat(Enumerable.Range(0, 9).Select(i => $"w{i},yesterday,PLTR,STO,1,1,0\n"));
        BrokenImport = (
            await service.UploadAsync(ImportDriver.Header + ImportDriver.Row("list-0", "2019-01-04T16:00:00Z", "MSFT") + wrong)
        ).Id;
        foreach (var i in Enumerable.Range(1, 6))
            await service.UploadAsync(ImportDriver.Header + ImportDriver.Row($"list-{i}", "2019-01-04T16:00:00Z", "MSFT"));
    }

    /// <summary>Some explanations at the same time, and votes on the last of them, some at the same time.</summary>
    private static async Task RateSomeAsync(this TestService service)
    {
        await service.LogAsync(4, version: "v1.1");
        await service.LogAsync(4, "MSFT", "SELL");
        await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            new
            {
                explanation_id = RatedExplanation,
                ticker = "MSFT",
                signal = "SELL",
                confidence = 0.7,
                explanation = "It falls.",
            }
        );
        foreach (var i in Enumerable.Range(0, 7))
        {
            await service.RateAsync(
                RatedExplanation,
                new
                {
                    rating = (i % 5) + 1,
                    comment = i % 2 == 0 ? $"Comment {i}" : null,
                    session = $"s{i}",
                }
            );
            if (i % 3 == 2)
                service.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task StartAndStopAsync(this TestService service)
    {
        var split = new Dictionary<string, double> { ["v1.0"] = 0.5, ["v1.1"] = 0.5 };
        var started = await service.PostAsync<StartedResponse>("/api/admin/llm-ab-tests", new { signal = "BUY", traffic_split = split });
        await service.PostAsync($"/api/admin/llm-ab-tests/{started.Id}/stop", new { reason = "Enough." });
    }

    private static async Task RunAsync(this TestService service, string sql, params int[] values)
    {
        await using var command = service.Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
