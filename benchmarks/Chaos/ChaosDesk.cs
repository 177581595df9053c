using System.Globalization;
using LearningActors.Client;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>A desk that records trades, recommendations and what was executed of them.</summary>
internal sealed class ChaosDesk(ChaosWorld world, ChaosClient client, Random random, string name)
{
    internal const string Rule = "pullback";
    private int _count;

    internal async Task TradeAsync()
    {
        var now = world.Now;
        var trades = Enumerable
            .Range(0, 1 + random.Next(5))
            .Select(_ => new TradeInput
            {
                TradeId = Next("t"),
                StrategyRule = Rule,
                Symbol = ChaosPages.Ticker(random),
                Side = random.Next(2) == 0 ? "long" : "short",
                SetupType = random.Next(2) == 0 ? "pullback" : "breakout",
                EntryTime = now.AddHours(-2),
                ExitTime = now.AddHours(-1),
                EntryPrice = 100,
                ExitPrice = 95 + random.Next(11),
                Quantity = 1,
            })
            .ToArray();
        foreach (var trade in trades)
            world.Log.Trades.Sent(trade.TradeId);
        if (await client.StoreAsync<TradeInput[], ItemsResponse<RecordedTrade>>("/api/trades", trades) is null)
            return;
        foreach (var trade in trades)
            world.Log.Trades.Received(trade.TradeId);
    }

    /// <summary>Recommendations, and what was executed of them: most as given, some with another strike, some not at all.</summary>
    internal async Task ExecuteAsync()
    {
        var now = world.Now;
        var expiration = DateOnly.FromDateTime(now.UtcDateTime).AddDays(14);
        var recommendations = Enumerable
            .Range(0, 1 + random.Next(4))
            .Select(_ => new RecommendationInput
            {
                RecommendationId = Next("r"),
                SentAt = now.AddMinutes(-30),
                Symbol = ChaosPages.Ticker(random),
                Action = "STO",
                Strike = 50 + random.Next(20),
                Expiration = expiration,
                OptionRight = "put",
                Premium = 100,
                Account = "main",
            })
            .ToArray();
        foreach (var one in recommendations)
            world.Log.Recommendations.Sent(one.RecommendationId);
        const string path = "/api/v1/strategies/learning";
        if (
            await client.StoreAsync<RecommendationInput[], ItemsResponse<RecordedRecommendation>>(
                $"{path}/recommendations",
                recommendations
            )
            is null
        )
            return;
        foreach (var one in recommendations)
            world.Log.Recommendations.Received(one.RecommendationId);
        var executions = recommendations
            .Where(_ => random.Next(5) > 0)
            .SelectMany(one => Executed(one, now, one.Strike!.Value + (random.Next(5) == 0 ? 1 : 0), expiration))
            .ToArray();
        if (executions.Length == 0)
            return;
        foreach (var one in executions)
            world.Log.Executions.Sent(one.ExecutionId);
        if (await client.StoreAsync<ExecutionInput[], ItemsResponse<RecordedExecution>>($"{path}/executions", executions) is null)
            return;
        foreach (var one in executions)
            world.Log.Executions.Received(one.ExecutionId);
    }

    private IEnumerable<ExecutionInput> Executed(RecommendationInput recommended, DateTimeOffset now, decimal strike, DateOnly expiration)
    {
        var opening = new ExecutionInput
        {
            ExecutionId = Next("x"),
            ExecutedAt = now.AddMinutes(-20),
            Instrument = string.Create(
                CultureInfo.InvariantCulture,
                $"{recommended.Symbol, -6}{expiration:yyMMdd}P{(int)(strike * 1000):00000000}"
            ),
            Action = "STO",
            Quantity = 1 + random.Next(3),
            Price = 90 + random.Next(20),
            Fees = 1.15m,
            Account = "main",
        };
        yield return opening;
        if (random.Next(2) == 0)
            yield return opening with
            {
                ExecutionId = Next("x"),
                ExecutedAt = now.AddMinutes(-10),
                Action = "BTC",
                Price = 60 + random.Next(60),
            };
    }

    private string Next(string kind) => $"{kind}-{name}-{_count++}";
}
