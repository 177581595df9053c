using LearningActors.Client;

namespace LearningActors.Tests.Clients;

/// <summary>Facts that an engine sends through its client.</summary>
internal static class ClientFacts
{
    internal static VoteOnExplanationInput Vote(Guid explanation, string session, bool helpful = true) =>
        new()
        {
            ExplanationId = explanation,
            Session = session,
            Helpful = helpful,
        };

    internal static LoggedExplanationInput Explanation(Guid? id = null) =>
        new()
        {
            ExplanationId = id,
            Ticker = "AAPL",
            Signal = "BUY",
            Confidence = 0.8,
            Explanation = "RSI is low.",
        };

    internal static TradeInput Trade(string id, string rule = "pullback") =>
        new()
        {
            TradeId = id,
            StrategyRule = rule,
            Symbol = "BTC/USD",
            Side = "long",
            EntryTime = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero),
            ExitTime = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero),
            EntryPrice = 100,
            ExitPrice = 103,
            Quantity = 1,
        };
}
