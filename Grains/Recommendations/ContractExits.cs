namespace LearningActors.Recommendations;

/// <summary>What exact contracts were worth when somebody's position in them ended.</summary>
internal sealed class ContractExits(IEnumerable<Execution> executions)
{
    private readonly ILookup<string, Execution> _exits = executions
        .Where(execution => execution.Action is ExecutionAction.BuyToClose or ExecutionAction.SellToClose or ExecutionAction.Expired)
        .OrderBy(execution => execution.At)
        .ToLookup(execution => execution.Instrument);

    /// <summary>
    /// What a recommendation to open would have made as given: opened at its premium, and ended at the first exit from that exact
    /// contract that anybody made after it was sent; expired is worth nothing. USD before fees.
    /// </summary>
    /// <returns>Null where it says no contract or no premium, or no such exit is known.</returns>
    internal decimal? Counterfactual(Recommendation recommendation, decimal quantity)
    {
        if (recommendation is not { Strike: { } strike, Expiration: { } expiration, Right: { } right, Premium: { } premium })
            return null;
        var sign = recommendation.Action switch
        {
            RecommendedAction.SellToOpen => 1,
            RecommendedAction.BuyToOpen => -1,
            _ => 0,
        };
        return
            sign != 0
            && _exits[OccSymbol.Of(new OptionContract(recommendation.Symbol, expiration, right, strike))]
                .FirstOrDefault(exit => exit.At >= recommendation.SentAt)
                is { } exit
            ? sign * (premium - exit.Price) * quantity
            : null;
    }
}
