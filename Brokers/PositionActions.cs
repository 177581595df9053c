namespace LearningActors.Brokers;

/// <summary>The words of actions.</summary>
internal static class PositionActions
{
    /// <summary>STO, BTC, BTO, STC, assigned or expired, in any case; null for anything else.</summary>
    internal static PositionAction? Parse(string text) =>
        text.ToUpperInvariant() switch
        {
            "STO" => PositionAction.SellToOpen,
            "BTC" => PositionAction.BuyToClose,
            "BTO" => PositionAction.BuyToOpen,
            "STC" => PositionAction.SellToClose,
            "ASSIGNED" => PositionAction.Assigned,
            "EXPIRED" => PositionAction.Expired,
            _ => null,
        };
}
