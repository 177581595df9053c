using System.Globalization;
using System.Text.Json.Nodes;
using LearningActors.Client;

namespace LearningActors.Cli.Import;

/// <summary>Trades of a backtest by freqtrade.</summary>
/// <remarks>
/// Rates are prices, <c>fee_open</c> and <c>fee_close</c> fractions of the turnover of their side, <c>funding_fees</c> what a future was
/// paid, <c>profit_abs</c> the profit, <c>min_rate</c> and <c>max_rate</c> the extremes while it was open; all in the pair's quote
/// currency.
/// Some versions give the profit before fees: one that is exactly what the prices lead to has none in it. A trade has no id: pair, side
/// and opening name it.
/// </remarks>
internal static class FreqtradeBacktest
{
    /// <summary>Finer than any currency; what is left beyond is from floating point, and no profit.</summary>
    private const int Decimals = 12;

    /// <summary>What floating point may lose, a fraction of the turnover.</summary>
    private const decimal Rounding = 1e-9m;

    internal static IReadOnlyList<ImportedTrade> Read(JsonObject backtest) =>
        [.. ((JsonObject)backtest["strategy"]!).SelectMany(strategy => ReadStrategy(strategy.Key, strategy.Value as JsonObject))];

    private static IEnumerable<ImportedTrade> ReadStrategy(string strategy, JsonObject? result)
    {
        var (timeframe, stake) = ((string?)result?["timeframe"], (string?)result?["stake_currency"]);
        return result?["trades"] is JsonArray trades
            ? trades.Select((trade, i) => ReadTrade($"{strategy}, trade {i + 1}", strategy, timeframe, stake, trade))
            : [new ImportedTrade(strategy, null, "has no trades")];
    }

    private static ImportedTrade ReadTrade(string place, string strategy, string? timeframe, string? stake, JsonNode? trade)
    {
        try
        {
            if ((bool?)trade!["is_open"] == true)
                return new ImportedTrade(place, null, "is still open");
            var isShort = (bool?)trade["is_short"] ?? false;
            var (open, close, amount) = (Number(trade, "open_rate"), Number(trade, "close_rate"), Number(trade, "amount"));
            var (openedAt, closedAt) = (Time(trade, "open_date"), Time(trade, "close_date"));
            var gross = (close - open) * amount * (isShort ? -1 : 1);
            var fees =
                (open * amount * Number(trade, "fee_open"))
                + (close * amount * Number(trade, "fee_close"))
                - (trade["funding_fees"] is null ? 0 : Number(trade, "funding_fees"));
            var given = Number(trade, "profit_abs");
            var pnl = Math.Abs(given - gross) <= Rounding * open * amount ? decimal.Round(gross - fees, Decimals) : given;
            return new ImportedTrade(
                place,
                new TradeInput
                {
                    TradeId = $"freqtrade:{strategy}:{trade["pair"]}:{(isShort ? "short" : "long")}:{openedAt:yyyyMMdd'T'HHmmss'Z'}",
                    StrategyRule = strategy,
                    Symbol = (string)trade["pair"]!,
                    Currency = Quote((string)trade["pair"]!) ?? stake,
                    AssetType = "crypto",
                    Side = isShort ? "short" : "long",
                    SetupType = (string?)trade["enter_tag"],
                    Timeframe = timeframe,
                    EntryTime = openedAt,
                    ExitTime = closedAt,
                    EntryPrice = open,
                    ExitPrice = close,
                    Quantity = amount,
                    Fees = fees,
                    Pnl = pnl,
                    Status = (string?)trade["exit_reason"] switch
                    {
                        "stop_loss" or "trailing_stop_loss" or "stoploss_on_exchange" => "stopped",
                        "roi" => "tp1_hit",
                        _ => "closed",
                    },
                    StopPrice = trade["initial_stop_loss_abs"] is null ? null : Number(trade, "initial_stop_loss_abs"),
                    LowestPrice = trade["min_rate"] is null ? null : Number(trade, "min_rate"),
                    HighestPrice = trade["max_rate"] is null ? null : Number(trade, "max_rate"),
                    EntryReasoning = (string?)trade["enter_tag"] is { Length: > 0 } tag ? $"Entered by the signal {tag}." : null,
                },
                null
            );
        }
        catch (Exception exception)
            when (exception is FormatException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            return new ImportedTrade(place, null, $"cannot be read: {exception.Message}");
        }
    }

    /// <summary>What a pair is quoted in: <c>BTC/USDT</c>, or <c>BTC/USDT:USDT</c> for a future that is settled in it.</summary>
    private static string? Quote(string pair) => pair.Split('/') is [_, var quote] ? quote.Split(':')[0] : null;

    private static decimal Number(JsonNode trade, string field) =>
        trade[field] is { } value
            ? decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : throw new FormatException($"{field} is missing");

    private static DateTimeOffset Time(JsonNode trade, string field) =>
        DateTimeOffset
            .Parse(
                (string?)trade[field] ?? throw new FormatException($"{field} is missing"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            )
            .ToUniversalTime();
}
