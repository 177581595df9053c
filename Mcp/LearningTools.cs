using System.ComponentModel;
using System.Text.Json.Nodes;
using LearningActors.Client;
using ModelContextProtocol.Server;

namespace LearningActors.Mcp;

/// <summary>What an agent may do with the service; the scopes of its key decide whether the service lets it.</summary>
[McpServerToolType]
internal sealed class LearningTools(LearningClient client)
{
    [McpServerTool(Name = "explain_signal", Title = "Explain a signal", OpenWorld = false)]
    [Description("Explains a trading signal in words that a trader reads. It is recorded; its explanation_id can be rated. Scope: engine.")]
    internal Task<ExplanationResponse> ExplainSignal(
        [Description("A symbol such as AAPL.")] string ticker,
        [Description("BUY, SELL or HOLD.")] string signal,
        [Description("How sure the signal is, a fraction from 0 to 1.")] double confidence,
        [Description("Indicators by their names, such as {\"rsi\": 28.5}; only these figures may be named.")] JsonObject? indicators = null,
        [Description("Whom it is explained to; only its keyed hash is stored.")] string? session = null
    ) =>
        ToolFaults.NamedAsync(
            "explain_signal",
            () =>
                client.ExplainAsync(
                    new SignalToExplainInput
                    {
                        Ticker = ticker,
                        Signal = signal,
                        Confidence = confidence,
                        Indicators = indicators?.ToDictionary(one => one.Key, one => one.Value),
                        Session = session,
                    }
                )
        );

    [McpServerTool(Name = "relevant_insights", Title = "Insights before a trade", ReadOnly = true, OpenWorld = false)]
    [Description("What the journal has learnt of trades like the one that is planned, the best first. Scope: engine or read.")]
    internal Task<IReadOnlyList<RelevantInsight>> RelevantInsights(
        [Description("Such as pullback.")] string? setupType = null,
        [Description("Such as range.")] string? marketPhase = null,
        [Description("Such as BTC/USD.")] string? symbol = null,
        [Description("Such as 5m.")] string? timeframe = null,
        [Description("The UTC hour of the entry, 0 to 23.")] int? hour = null,
        [Description("How many, 1 to 100.")] int limit = 5
    ) =>
        ToolFaults.NamedAsync(
            "relevant_insights",
            () => client.RelevantAsync(new TradeContext(setupType, marketPhase, symbol, timeframe, hour), limit)
        );

    [McpServerTool(Name = "log_trade", Title = "Log a closed trade", Idempotent = true, OpenWorld = false)]
    [Description("Records a closed trade. The same tradeId is stored once: stored is false for one that was there. Scope: engine or rate.")]
    internal Task<RecordedTrade> LogTrade(
        [Description("Your id of the trade.")] string tradeId,
        [Description("The id of a strategy rule that the service knows.")] string strategyRule,
        [Description("Such as BTC/USD.")] string symbol,
        [Description("long or short.")] string side,
        [Description("When it was entered, with its offset.")] DateTimeOffset entryTime,
        [Description("When it was left, with its offset.")] DateTimeOffset exitTime,
        [Description("For a unit, more than 0.")] decimal entryPrice,
        [Description("For a unit.")] decimal exitPrice,
        [Description("Shares, coins or contracts, more than 0.")] decimal quantity,
        [Description("share, option, future, future_option, forex, crypto or other.")] string? assetType = null,
        [Description("What prices are in; USD by default.")] string? currency = null,
        [Description("Such as pullback.")] string? setupType = null,
        [Description("Such as range.")] string? marketPhase = null,
        [Description("Such as 5m.")] string? timeframe = null,
        [Description("Of entry and exit; 0 by default.")] decimal? fees = null,
        [Description("Where it would first have been stopped.")] decimal? stopPrice = null,
        [Description("Units in one of quantity, such as 100 for an option; needed for options and futures.")] decimal? multiplier = null,
        [Description("Why it was entered.")] string? entryReasoning = null
    ) =>
        ToolFaults.NamedAsync(
            "log_trade",
            async () =>
            {
                var answer = await client.RecordTradesAsync([
                    new TradeInput
                    {
                        TradeId = tradeId,
                        StrategyRule = strategyRule,
                        Symbol = symbol,
                        Side = side,
                        EntryTime = entryTime,
                        ExitTime = exitTime,
                        EntryPrice = entryPrice,
                        ExitPrice = exitPrice,
                        Quantity = quantity,
                        AssetType = assetType,
                        Currency = currency,
                        SetupType = setupType,
                        MarketPhase = marketPhase,
                        Timeframe = timeframe,
                        Fees = fees,
                        StopPrice = stopPrice,
                        Multiplier = multiplier,
                        EntryReasoning = entryReasoning,
                    },
                ]);
                return answer.Results[0] is { Error: { } error } refused
                    ? throw ToolFaults.Refused(error, refused.Errors)
                    : answer.Results[0];
            }
        );

    [McpServerTool(Name = "rule_standing", Title = "How a strategy rule does", ReadOnly = true, OpenWorld = false)]
    [Description("A strategy rule's score, wins with their 95 % interval, and profit by currency. Scope: engine or read.")]
    internal Task<StrategyPerformance> RuleStanding([Description("The rule's id.")] string rule) =>
        ToolFaults.NamedAsync("rule_standing", () => client.StrategyAsync(rule));

    [McpServerTool(Name = "waiting_decisions", Title = "What waits for a decision", ReadOnly = true, OpenWorld = false)]
    [Description(
        "Divergences without a reason, weekly summaries to review, changes of the algorithm to decide, "
            + "experiments that do not go on by themselves, and open alerts. Scope: read."
    )]
    internal Task<WaitingDecisions> ListWaiting([Description("How many of each kind, 1 to 100.")] int limit = 20) =>
        ToolFaults.NamedAsync("waiting_decisions", () => WaitingDecisions.ReadAsync(client, Math.Clamp(limit, 1, 100)));
}
