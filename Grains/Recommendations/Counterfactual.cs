namespace LearningActors.Recommendations;

/// <summary>What a recommendation would have made as given.</summary>
/// <param name="Pnl">Before fees.</param>
/// <param name="Price">The price that it follows from.</param>
/// <remarks>
/// The policy: opened at its premium; left when whoever executed something else left that, at the price of the recommended contract on
/// that day, or else held to expiration. Where neither price is known, left at the first price at which anybody left that contract.
/// </remarks>
internal readonly record struct Counterfactual(decimal Pnl, KnownPrice Price)
{
    private const decimal SharesOfContract = 100;

    /// <summary>Null where it says no contract or no premium, opens nothing, or no price is known.</summary>
    /// <param name="recommendation">As given.</param>
    /// <param name="quantity">How many contracts.</param>
    /// <param name="left">The day on which the position taken instead ended; null where there was none, or it is open.</param>
    /// <param name="prices">What is known.</param>
    internal static Counterfactual? Of(Recommendation recommendation, decimal quantity, DateOnly? left, PriceBook prices)
    {
        var sign = recommendation.Action switch
        {
            RecommendedAction.SellToOpen => 1,
            RecommendedAction.BuyToOpen => -1,
            _ => 0,
        };
        if (sign == 0 || recommendation is not { Instrument: { } instrument, Premium: { } premium, FurtherLegs.Length: 0 })
            return null;
        if (OccSymbol.Parse(instrument) is not { } contract)
            return null;
        var price =
            (left is { } day && day <= contract.Expiration ? prices.On(instrument, day) : null)
            ?? prices.AtExpiration(contract, recommendation.Symbol, SharesOfContract)
            ?? prices.FirstExit(instrument, recommendation.SentAt);
        return price is { } known ? new Counterfactual(sign * (premium - known.Value) * quantity, known) : null;
    }
}
