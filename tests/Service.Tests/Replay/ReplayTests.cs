using System.Text.Json;
using LearningActors.Cli.Replay;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Tests.Replay;

/// <summary>The main job: a file of real signals goes through the public API, and the API then shows what the file holds.</summary>
public sealed class ReplayTests
{
    [SharedDataFact("signals/recommendations.jsonl")]
    public async Task RealRecommendationsAreCountedAsTheFileHasThemAndStoredOnce()
    {
        var file = SharedData.Path("signals/recommendations.jsonl");
        await using var service = await TestService.StartAsync();
        var first = await ReplayAsync(service, file);
        var (bySignal, byTicker, unusable) = CountIndependently(file);

        var analytics = await service.AnalyticsAsync();
        Assert.Equal(bySignal, Counts(analytics, "signal"));
        Assert.Equal(byTicker, Counts(analytics, "ticker"));
        Assert.Equal(bySignal.Values.Sum(), await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
        Assert.All(unusable, number => Assert.Contains($"line {number}: ", first));

        await ReplayAsync(service, file);
        Assert.Equal(bySignal.Values.Sum(), await service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));
    }

    [Fact]
    public async Task ExplanationsWithFeedbackAreReplayedOnce()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            [
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low.", "feedback": {"helpful": true, "session": "s"}}""",
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.8, "explanation": "RSI is low.", "feedback": {"helpful": false, "session": "s"}}""",
                """{"ticker": "AAPL", "signal": "TRIM", "confidence": 0.8, "explanation": "Less."}""",
                "not json",
            ]
        );
        await using var service = await TestService.StartAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var words = await ReplayAsync(service, file);
            Assert.Contains("line 3: action 'TRIM' is none of Buy, Sell, Hold", words);
            Assert.Contains("line 4: is no JSON object", words);
            Assert.Equal(
                "2|2|1",
                await service.ScalarAsync<string>(
                    "SELECT (SELECT count(*) FROM llm_explanations) || '|' || count(*) || '|' || count(*) FILTER (WHERE helpful) FROM llm_feedback"
                )
            );
        }
    }

    private static async Task<string> ReplayAsync(TestService service, string file)
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.Url) };
        using var words = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(words),
            }
        );
        console.Profile.Width = 200;
        Assert.Equal(0, await new ReplayCommand(new LearningClient(http, service.Keys.Engine, service.Keys.Read), console).RunAsync(file));
        return words.ToString();
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

    private static Dictionary<string, long> Counts(JsonElement analytics, string by) =>
        analytics
            .GetProperty($"by_{by}")
            .EnumerateArray()
            .ToDictionary(group => group.GetProperty(by).GetString()!, group => group.GetProperty("total_explanations").GetInt64());
}
