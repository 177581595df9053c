namespace LearningActors.Recommendations;

/// <summary>Names orders by their legs, as traders do.</summary>
internal static class OrderStructures
{
    /// <summary>The structure of an order's fills.</summary>
    internal static OrderStructure Of(IEnumerable<Fill> fills)
    {
        Leg[] legs =
        [
            .. fills
                .GroupBy(fill => (fill.Execution.Instrument, fill.Execution.Action))
                .Select(leg => new Leg(
                    leg.First().Contract,
                    leg.First().Execution.IsOpening,
                    leg.Key.Action is ExecutionAction.BuyToOpen or ExecutionAction.BuyToClose,
                    leg.First().Execution.Kind == InstrumentKind.Share,
                    leg.Sum(fill => fill.Execution.Quantity)
                )),
        ];
        if (legs.Length <= 1)
            return OrderStructure.SingleLeg;
        var (opening, closing) = (Array.FindAll(legs, leg => leg.IsOpening), Array.FindAll(legs, leg => !leg.IsOpening));
        if (opening.Length > 0 && closing.Length > 0)
            return Array.TrueForAll(legs, leg => leg.Contract is not null) ? OrderStructure.Roll : OrderStructure.Other;
        if (Array.Exists(legs, leg => leg.Contract is null))
            return WithShares(legs);
        return legs.Length switch
        {
            2 => OfTwo(legs[0], legs[1]),
            3 => IsButterfly(legs) ? OrderStructure.Butterfly : OrderStructure.Other,
            4 => IsIronCondor(legs) ? OrderStructure.IronCondor : OrderStructure.Other,
            _ => OrderStructure.Other,
        };
    }

    private static OrderStructure WithShares(Leg[] legs)
    {
        var shares = Array.Find(legs, leg => leg.IsShare);
        var options = Array.FindAll(legs, leg => leg.Contract is not null);
        return shares is not null && options is [var option] && legs.Length == 2
            ? (option.Contract!.Right, IsSold: !option.IsBought, SharesBought: shares.IsBought) switch
            {
                // Opened together, or taken off together.
                (OptionRight.Call, true, true) or (OptionRight.Call, false, false) => OrderStructure.CoveredCall,
                (OptionRight.Put, false, true) or (OptionRight.Put, true, false) => OrderStructure.ProtectivePut,
                _ => OrderStructure.Other,
            }
            : OrderStructure.Other;
    }

    private static OrderStructure OfTwo(Leg one, Leg other)
    {
        var (first, second) = (one.Contract!, other.Contract!);
        if (first.Right != second.Right)
            return one.IsBought != other.IsBought || first.Expiration != second.Expiration ? OrderStructure.Other
                : first.Strike == second.Strike ? OrderStructure.Straddle
                : OrderStructure.Strangle;
        if (one.IsBought == other.IsBought)
            return OrderStructure.Other;
        return (first.Expiration == second.Expiration, first.Strike == second.Strike) switch
        {
            (true, false) => one.Quantity == other.Quantity ? OrderStructure.Vertical : OrderStructure.Ratio,
            (false, true) => OrderStructure.Calendar,
            _ => OrderStructure.Diagonal,
        };
    }

    private static bool IsButterfly(Leg[] legs)
    {
        var inOrder = legs.OrderBy(leg => leg.Contract!.Strike).ToArray();
        return IsOneExpiration(legs)
            && legs.Select(leg => leg.Contract!.Right).Distinct().Count() == 1
            && inOrder[0].IsBought == inOrder[2].IsBought
            && inOrder[1].IsBought != inOrder[0].IsBought
            && inOrder[1].Quantity == inOrder[0].Quantity + inOrder[2].Quantity;
    }

    private static bool IsIronCondor(Leg[] legs)
    {
        var inOrder = legs.OrderBy(leg => leg.Contract!.Strike).ThenBy(leg => leg.Contract!.Right == OptionRight.Call).ToArray();
        return IsOneExpiration(legs)
            && inOrder
                .Select(leg => leg.Contract!.Right)
                .SequenceEqual([OptionRight.Put, OptionRight.Put, OptionRight.Call, OptionRight.Call])
            && inOrder[0].IsBought != inOrder[1].IsBought
            && inOrder[2].IsBought != inOrder[3].IsBought
            && inOrder[0].IsBought == inOrder[3].IsBought;
    }

    private static bool IsOneExpiration(Leg[] legs) => legs.Select(leg => leg.Contract!.Expiration).Distinct().Count() == 1;

    private sealed record Leg(OptionContract? Contract, bool IsOpening, bool IsBought, bool IsShare, decimal Quantity);
}
