using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Analysis;

/// <summary>What explanations learnt, week by week, equals the facts, and stands beside what is wanted.</summary>
public sealed class LearningTests
{
    private const string Path = "/api/admin/llm-learning";

    [Fact]
    public async Task WithoutDataEveryWeekIsThereAndNoTargetIsJudged()
    {
        await using var service = await TestService.StartAsync();
        var learning = await service.GetAsync<LearningResponse>(Path);
        Assert.Equal(13, learning.LearningCurve.Count);
        // Wednesday, 2026-03-04: the week from Monday on, and twelve before it.
        Assert.Equal((new DateOnly(2025, 12, 8), new DateOnly(2026, 3, 4)), (learning.From, learning.To));
        Assert.Equal(new DateOnly(2026, 3, 4), learning.LearningCurve[^1].To);
        Assert.All(learning.Targets, target => Assert.Equal("unknown", target.Verdict));
        Assert.Null(learning.Heatmap.Mean);
        Assert.Empty(learning.Heatmap.Cells);
    }

    [Fact]
    public async Task WeeksSignalsAndTickersEqualTheFactsThroughRollUpsAndLateVotes()
    {
        await using var service = await TestService.StartAsync();
        var random = new Random(11);
        var all = new List<Guid>();
        for (var week = 0; week < 4; week++)
        {
            foreach (var (ticker, signal, version) in new[] { ("AAPL", "BUY", "v1.0"), ("AAPL", "SELL", "v1.1"), ("MSFT", "BUY", "v1.1") })
                all.AddRange(await service.LogAsync(15, ticker, signal, version));
            var votes = all.Where(_ => random.Next(3) == 0)
                .Select(id => new
                {
                    explanation_id = id,
                    rating = random.Next(1, 6),
                    session = $"s{random.Next(1000)}",
                });
            Assert.Equal(HttpStatusCode.OK, (await service.Engine.PostAsJsonAsync("/api/feedback", votes)).StatusCode);
            await AssertEqualToFactsAsync(service);
            if (week == 2)
                await service.RunCycleAsync("nightly-metrics");
            service.Clock.Advance(TimeSpan.FromDays(7));
            await AssertEqualToFactsAsync(service);
        }

        // A vote of today on an explanation of the first week, which is rolled up.
        await service.RateAsync(all[0], new { helpful = false, session = "late" });
        await AssertEqualToFactsAsync(service);
    }

    [Fact]
    public async Task PromptsAreComparedWithTheBaselineAndTargetsWithWhatIs()
    {
        await using var service = await TestService.StartAsync();
        await service.AddPromptsAsync("BUY", 1);
        var split = new Dictionary<string, double> { ["v1.0"] = 0.5, ["v1.1"] = 0.5 };
        var started = await service.PostAsync<StartedResponse>("/api/admin/llm-ab-tests", new { signal = "BUY", traffic_split = split });
        // 120 of 200 and 90 of 100: 0.9 / 0.6 is half as much again.
        await service.DayAsync("BUY", ("v1.0", 200, 120), ("v1.1", 100, 90));
        await service.PostAsync($"/api/admin/llm-ab-tests/{started.Id}/promote", new { version = "v1.1", reason = "It reads better." });
        var learning = await service.GetAsync<LearningResponse>(Path);

        var better = learning.Prompts.Single(one => one.PromptVersion == "v1.1");
        Assert.True(better.IsChampion);
        Assert.Equal(300, better.LiftOnBaseline.N);
        Assert.Equal(0.5, better.LiftOnBaseline.Mean!.Value, 10);
        // Katz: the logarithm's variance is 1/90 − 1/100 + 1/120 − 1/200 = 0.0044444; 1.5·exp(∓1.959964·√0.0044444) − 1.
        Assert.Equal(0.3163, better.LiftOnBaseline.Lower!.Value, 4);
        Assert.Equal(0.7094, better.LiftOnBaseline.Upper!.Value, 4);
        Assert.Null(learning.Prompts.Single(one => one.PromptVersion == "v1.0").LiftOnBaseline.Mean);

        var change = learning.ChampionChanges.Single();
        Assert.Equal(("BUY", "v1.1", "v1.0"), (change.Signal, change.PromptVersion, change.Former));
        Assert.Equal(
            [
                "positive_rate missed 0.7",
                "avg_rating unknown ",
                "lift_on_baseline met 0.5",
                "cost_per_quality_explanation met 0",
                "feedback_rate met 1",
            ],
            learning.Targets.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Kind} {one.Verdict} {one.Actual.Mean:0.##}"))
        );
    }

    [Fact]
    public async Task TheCostOfAnExplanationThatPleasesFollowsFromTheShareOfPositiveVotes()
    {
        await using var service = await TestService.StartAsync();
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
        await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(id => new
            {
                explanation_id = id,
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                explanation = "It rises.",
                model_used = "gpt",
                cost_usd = 0.001,
            })
        );
        foreach (var (id, i) in ids.Take(20).Select((id, i) => (id, i)))
            await service.RateAsync(id, new { helpful = i < 10, session = $"{id}" });
        var model = (await service.GetAsync<LearningResponse>(Path)).Models.Single();
        Assert.Equal(0.001, model.CostPerExplanationUsd!.Value, 12);
        // Twenty of a hundred have voted, half of them positively: one in two pleases.
        Assert.Equal(0.002, model.CostPerQualityExplanationUsd.Mean!.Value, 12);
        Assert.Equal(0.001 / model.PositiveFeedback.Upper!.Value, model.CostPerQualityExplanationUsd.Lower!.Value, 12);
        Assert.Equal(0.001 / model.PositiveFeedback.Lower!.Value, model.CostPerQualityExplanationUsd.Upper!.Value, 12);
    }

    [Fact]
    public async Task ASmallCellOfTheHeatmapIsDrawnTowardsTheMean()
    {
        await using var service = await TestService.StartAsync();
        // Sixty votes each: from 36 to 51 positive ones.
        foreach (var i in Enumerable.Range(0, 6))
            await RateAsync($"T{i}", 60, 36 + (3 * i));
        await RateAsync("LUCKY", 1, 1);
        await RateAsync("SILENT", 0, 0);
        await service.LogAsync(1, "SILENT");
        var heatmap = (await service.GetAsync<LearningResponse>(Path)).Heatmap;
        Assert.Equal(262.0 / 361, heatmap.Mean!.Value, 10);
        var cells = heatmap.Cells.ToDictionary(cell => cell.Ticker);
        Assert.Equal(["LUCKY", "SILENT", "T0", "T1", "T2", "T3", "T4", "T5"], heatmap.Cells.Select(cell => cell.Ticker));
        // Those with many votes are drawn a little, the lucky one nearly to the mean, and of the silent one nothing else is known.
        Assert.InRange(cells["T5"].ShrunkRate!.Value, heatmap.Mean.Value, 51.0 / 60);
        Assert.InRange(cells["T0"].ShrunkRate!.Value, 36.0 / 60, heatmap.Mean.Value);
        Assert.Equal(1, cells["LUCKY"].PositiveFeedback.Rate);
        Assert.InRange(cells["LUCKY"].ShrunkRate!.Value, heatmap.Mean.Value, cells["T5"].ShrunkRate!.Value);
        Assert.Equal(heatmap.Mean.Value, cells["SILENT"].ShrunkRate!.Value, 10);
        Assert.Null(cells["SILENT"].PositiveFeedback.Rate);

        async Task RateAsync(string ticker, int votes, int positive)
        {
            foreach (var (id, i) in (await service.LogAsync(votes, ticker)).Select((id, i) => (id, i)))
                await service.RateAsync(id, new { helpful = i < positive, session = $"{id}" });
        }
    }

    [Fact]
    public async Task TheTagStaysAsLongAsTheFiguresDo()
    {
        await using var service = await TestService.StartAsync();
        var id = (await service.LogAsync(1))[0];
        var first = await service.Read.GetAsync(Path);
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync()).StatusCode);
        await service.RateAsync(id, new { helpful = true, session = "x" });
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var changed = await AskAsync();
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(1, (await changed.Content.ReadFromJsonAsync<LearningResponse>(ClientJson.Options))!.TotalFeedback);

        async Task<HttpResponseMessage> AskAsync()
        {
            using var conditional = new HttpRequestMessage(HttpMethod.Get, Path);
            conditional.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            return await service.Read.SendAsync(conditional);
        }
    }

    [Fact]
    public async Task EachPartIsATableWithoutFormulas()
    {
        await using var service = await TestService.StartAsync();
        var ids = await service.LogAsync(8, factors: ["=HYPERLINK(\"http://evil\")"]);
        ids = [.. ids, .. await service.LogAsync(8, "MSFT", "SELL")];
        foreach (var id in ids)
            await service.RateAsync(id, new { helpful = true, session = $"{id}" });
        foreach (
            var (table, lines) in new[]
            {
                ("targets", 6),
                ("curve", 4 + 2 + 1),
                ("prompts", 3),
                ("models", 2),
                ("heatmap", 3),
                ("factors", 3),
            }
        )
        {
            using var response = await service.Read.GetAsync($"{Path}/export?table={table}&weeks=4");
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.OK, text);
            Assert.Equal("text/csv; charset=utf-8", $"{response.Content.Headers.ContentType}");
            Assert.Equal($"llm-learning-{table}.csv", response.Content.Headers.ContentDisposition!.FileName);
            Assert.Equal(lines, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
            if (table == "factors")
                Assert.Contains("\"'=hyperlink(\"\"http://evil\"\")\"", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("?weeks=0", "weeks")]
    [InlineData("?weeks=27", "weeks")]
    [InlineData("/export", "table")]
    [InlineData("/export?table=votes", "table")]
    [InlineData("/stream?weeks=many", "weeks")]
    public async Task WhatCannotBeAskedForIsNamed(string query, string field)
    {
        await using var service = await TestService.StartAsync();
        var refused = await service.Read.GetAsync(Path + query);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"\"{field}\":", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task AssertEqualToFactsAsync(TestService service)
    {
        service.Clock.Advance(TimeSpan.FromSeconds(6));
        var learning = await service.GetAsync<LearningResponse>(Path);
        Assert.Equal(
            await FactsAsync(service, "to_char(day, 'IYYY-\"W\"IW')"),
            learning
                .LearningCurve.Where(week => week.TotalExplanations > 0)
                .Select(week => Figures($"{week.Week.Year}-W{week.Week.Week:00}", week))
                .Order()
        );
        Assert.Equal(await FactsAsync(service, "signal"), learning.BySignal.Select(one => Figures(one.Signal, one)).Order());
        Assert.Equal(
            await FactsAsync(service, "signal || ' ' || prompt_version"),
            learning.Prompts.Select(one => Figures($"{one.Signal} {one.PromptVersion}", one)).Order()
        );
        Assert.Equal(await FactsAsync(service, "'x'"), [Figures("x", learning)]);
    }

    private static string Figures(string name, FeedbackSummary summary) =>
        $"{name}|{summary.TotalExplanations}|{summary.FeedbackRate.Count}|{summary.TotalFeedback}|{summary.PositiveFeedback.Count}";

    private static async Task<IEnumerable<string>> FactsAsync(TestService service, string column)
    {
        var text = await service.ScalarAsync<string>(
            $"""
            SELECT string_agg(concat_ws('|', e.name, e.n, coalesce(f.rated, 0), coalesce(f.votes, 0), coalesce(f.positive, 0)), ';')
            FROM (SELECT {column} AS name, count(*) AS n FROM llm_explanations GROUP BY 1) e
            LEFT JOIN (SELECT {column} AS name, count(DISTINCT explanation_id) AS rated, count(*) AS votes,
                              count(*) FILTER (WHERE coalesce(helpful, rating >= 4)) AS positive
                       FROM llm_feedback GROUP BY 1) f USING (name)
            """
        );
        return text.Split(';').Order();
    }
}
