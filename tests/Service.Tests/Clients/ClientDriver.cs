using LearningActors.Client;
using LearningActors.Simulation;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests.Clients;

/// <summary>Clients as an engine has them, connected to a service.</summary>
internal static class ClientDriver
{
    /// <summary>A client with the engine's key, on the service's learning clock.</summary>
    internal static LearningConnection Connect(
        this TestService service,
        Action<LearningActorsOptions>? configure = null,
        ServiceTime? time = null,
        ILoggerFactory? loggers = null
    )
    {
        var options = new LearningActorsOptions { Key = service.Keys.Engine!, Addresses = { new Uri(service.Url) } };
        configure?.Invoke(options);
        return LearningConnection.Open(options, time ?? new ServiceTime(service.Clock), loggers);
    }

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

/// <summary>The learning clock of a service as a client's clock; timers are real.</summary>
internal sealed class ServiceTime(DrivenClock clock) : TimeProvider
{
    private readonly DateTimeOffset _began = clock.GetCurrentInstant().ToDateTimeOffset();
    private readonly long _stood = TimeProvider.System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();

    public override long GetTimestamp() => _stood + (long)((GetUtcNow() - _began).TotalSeconds * TimestampFrequency);
}
