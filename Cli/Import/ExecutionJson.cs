using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Brokers;

namespace LearningActors.Cli.Import;

/// <summary>A movement of a position as <c>POST …/executions</c> takes it.</summary>
internal static class ExecutionJson
{
    internal static JsonObject Of(Movement movement) =>
        new()
        {
            ["execution_id"] = movement.Id,
            ["executed_at"] = movement.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["instrument"] = movement.Instrument,
            ["action"] = movement.Action switch
            {
                PositionAction.BuyToOpen => "BTO",
                PositionAction.SellToOpen => "STO",
                PositionAction.BuyToClose => "BTC",
                PositionAction.SellToClose => "STC",
                PositionAction.Assigned => "assigned",
                PositionAction.Expired => "expired",
                _ => throw new ArgumentOutOfRangeException(nameof(movement), movement.Action, "Not an action."),
            },
            ["quantity"] = movement.Quantity,
            ["price"] = movement.Price,
            ["fees"] = movement.Costs,
            ["account"] = movement.Account,
            ["recommendation_id"] = movement.Recommendation,
            ["cause"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(movement.Cause.ToString()),
            ["instrument_kind"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(movement.Asset.ToString()),
            ["underlying"] = movement.Underlying,
            ["order_id"] = movement.Order,
            ["multiplier"] = movement.Multiplier,
            ["currency"] = movement.Currency,
        };
}
