using System.Text.Json;
using LearningActors.Tests.Cli;

namespace LearningActors.Tests.Replay;

/// <summary>The main job: a file of real signals goes through the public API, and the API then shows what the file holds.</summary>
public sealed class ReplayTests
{
    [SharedDataFact("signals/recommendations.jsonl")]
    public async Task RealRecommendationsAreCountedAsTheFileHasThemAndStoredOnce()
    {
        var file = SharedData.Path("signals/recommendations.jsonl");
        await using var service = await TestService.StartAsync();
        var first = await service.SendAsync("replay", file);
        var (bySignal, byTicker, unusable) = CountIndependently(file);

        var analytics = await service.AnalyticsAsync();
        Assert.Equal(bySignal, analytics.BySignal.ToDictionary(one => one.Signal, one => one.TotalExplanations));
        Assert.Equal(byTicker, analytics.ByTicker.ToDictionary(one => one.Ticker, one => one.TotalExplanations));
        Assert.Equal(bySignal.Values.Sum(), await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
        Assert.All(unusable, number => Assert.Contains($"line {number}: ", first));

        await service.SendAsync("replay", file);
        Assert.Equal(bySignal.Values.Sum(), await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Fact]
    public async Task ExplanationsWithFeedbackAreReplayedOnce()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            [
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low.", "feedback": {"helpful": true,"""
                    + """ "session": "s"}}""",
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low.", "feedback": {"helpful": false,"""
                    + """ "session": "s"}}""",
                """{"ticker": "AAPL", "signal": "TRIM", "confidence": 0.8, "explanation": "Less."}""",
                "not json",
            ]
        );
        await using var service = await TestService.StartAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var words = await service.SendAsync("replay", file);
            Assert.Contains("line 3: action 'TRIM' is not one of Buy, Sell, Hold", words);
            Assert.Contains("line 4: is not a JSON object", words);
            Assert.Equal(
                "2|2|1",
                await service.ScalarAsync<string>(
                    "SELECT (SELECT count(*) FROM llm_explanations) || '|' || count(*) || '|' || count(*) FILTER (WHERE helpful) FROM "
                        + "llm_feedback"
                )
            );
        }
    }

    private static (Dictionary<string, long> BySignal, Dictionary<string, long> ByTicker, List<int> Unusable) CountIndependently(
        string file
    )
    {
        var (bySignal, byTicker, unusable) = (new Dictionary<string, long>(), new Dictionary<string, long>(), new List<int>());
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            using var row = JsonDocument.Parse(line);
            var action = row.RootElement.GetProperty("action").GetString();
            var confidence = row.RootElement.GetProperty("confidence");
            if (
                action is "Buy" or "Sell" or "Hold"
                && confidence.ValueKind == JsonValueKind.String
                && decimal.TryParse(confidence.GetString(), out _)
            )
            {
                var signal = action.ToUpperInvariant();
                bySignal[signal] = bySignal.GetValueOrDefault(signal) + 1;
                var ticker = row.RootElement.GetProperty("ticker").GetString()!;
                byTicker[ticker] = byTicker.GetValueOrDefault(ticker) + 1;
            }
            else
            {
                unusable.Add(number);
            }
        }

        return (bySignal, byTicker, unusable);
    }
}
