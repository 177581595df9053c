using LearningActors.Http;

namespace LearningActors.Trades;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class TradeFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(Trade)) { Names = { [nameof(Trade.Id)] = "trade_id", [nameof(Trade.Rule)] = "strategy_rule" } },
        new(typeof(TradeRecord)) { Inlined = [nameof(TradeRecord.Trade)] },
        new(typeof(ListedTrade)) { Inlined = [nameof(ListedTrade.Record)], LeftOut = [nameof(Trade.Candles)] },
        new(typeof(ReviewRecord)) { Names = { [nameof(ReviewRecord.Rule)] = "strategy_rule" }, Inlined = [nameof(ReviewRecord.Review)] },
    ];
}
