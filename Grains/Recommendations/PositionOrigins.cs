namespace LearningActors.Recommendations;

/// <summary>
/// Which opening a position began with. Shares that an assignment or exercise brought began with the option; what a corporate action
/// puts in the place of a position began with that position.
/// </summary>
internal sealed class PositionOrigins
{
    /// <summary>Shares are delivered so soon after the option has ended, weekends and holidays included.</summary>
    private static readonly TimeSpan s_delivery = TimeSpan.FromDays(5);

    private readonly List<Source> _sources = [];

    /// <summary>Notes what was closed by the end of an option, or by a corporate action.</summary>
    internal void Ended(Execution closing, ClosedLot lot)
    {
        if (closing is { Cause: ExecutionCause.OptionEnd, Action: ExecutionAction.Assigned })
            _sources.Add(
                new Source(closing, lot.Origin, lot.IsShort, OccSymbol.Parse(closing.Instrument)?.Strike, lot.Quantity * closing.Multiplier)
            );
        else if (closing.Cause == ExecutionCause.CorporateAction)
            _sources.Add(new Source(closing, lot.Origin, lot.IsShort, null, lot.Quantity));
    }

    /// <summary>The parts of what an execution opens, by the opening that each began with; it may be its own.</summary>
    internal IEnumerable<(string Origin, decimal Quantity)> Of(Execution opening)
    {
        var parts = opening.Cause switch
        {
            ExecutionCause.Delivery => Delivered(opening),
            ExecutionCause.CorporateAction => TakingTheirPlace(opening),
            _ => [],
        };
        var known = parts.Sum(part => part.Quantity);
        return known < opening.Quantity ? parts.Append((opening.Id, opening.Quantity - known)) : parts;
    }

    /// <summary>Shares come from the options that were assigned on them; those whose strike is the price come first.</summary>
    private List<(string Origin, decimal Quantity)> Delivered(Execution opening)
    {
        var (parts, left) = (new List<(string, decimal)>(), opening.Quantity);
        foreach (
            var source in _sources
                .Where(one =>
                    one.Closing.Cause == ExecutionCause.OptionEnd
                    && one.Closing.Underlying == opening.Instrument
                    && opening.At - one.Closing.At <= s_delivery
                )
                .OrderBy(one => one.Strike == opening.Price ? 0 : 1)
                .ToArray()
        )
        {
            var quantity = Math.Min(left, source.Left);
            if (quantity <= 0)
                continue;
            parts.Add((source.Origin, quantity));
            Take(source, quantity);
            left -= quantity;
        }

        return parts;
    }

    /// <summary>
    /// What was closed at the same instant on the same side and is of the same kind. Ratios differ, so the parts are in proportion to what
    /// was closed.
    /// </summary>
    private List<(string Origin, decimal Quantity)> TakingTheirPlace(Execution opening)
    {
        Source[] closed =
        [
            .. _sources.Where(one =>
                one.Closing.Cause == ExecutionCause.CorporateAction
                && one.Closing.At == opening.At
                && one.IsShort == (opening.Action == ExecutionAction.SellToOpen)
                && one.Closing.Kind == opening.Kind
                && OccSymbol.Parse(one.Closing.Instrument)?.Right == OccSymbol.Parse(opening.Instrument)?.Right
            ),
        ];
        // Of several options the one whose strike is nearest is the one that was replaced.
        if (OccSymbol.Parse(opening.Instrument) is { } contract && closed.Select(one => one.Closing.Instrument).Distinct().Count() > 1)
        {
            var nearest = closed.MinBy(one => Math.Abs(OccSymbol.Parse(one.Closing.Instrument)!.Strike - contract.Strike))!;
            closed = Array.FindAll(closed, one => one.Closing.Instrument == nearest.Closing.Instrument);
        }

        var (all, parts, left) = (closed.Sum(one => one.Left), new List<(string, decimal)>(), opening.Quantity);
        for (var i = 0; i < closed.Length; i++)
        {
            // The last takes what rounding leaves.
            var quantity = i == closed.Length - 1 ? left : decimal.Round(opening.Quantity * closed[i].Left / all, 8);
            if (quantity > 0)
                parts.Add((closed[i].Origin, quantity));
            left -= quantity;
            Take(closed[i], closed[i].Left);
        }

        return parts;
    }

    private void Take(Source source, decimal quantity)
    {
        source.Left -= quantity;
        if (source.Left <= 0)
            _sources.Remove(source);
    }

    private sealed class Source(Execution closing, string origin, bool isShort, decimal? strike, decimal left)
    {
        internal Execution Closing => closing;

        internal string Origin => origin;

        internal bool IsShort => isShort;

        internal decimal? Strike => strike;

        internal decimal Left { get; set; } = left;
    }
}
