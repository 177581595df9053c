using LearningActors.Http;

namespace LearningActors.Trades;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class TradeFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [new(typeof(Trade)) { Names = { [nameof(Trade.Id)] = "trade_id", [nameof(Trade.Rule)] = "strategy_rule" } }];
}
