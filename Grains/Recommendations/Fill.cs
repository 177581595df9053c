namespace LearningActors.Recommendations;

/// <summary>An execution, and the contract that its instrument is.</summary>
/// <param name="Execution">The execution.</param>
/// <param name="Contract">Null for a share.</param>
internal sealed record Fill(Execution Execution, OptionContract? Contract)
{
    /// <summary>What an option is on, or the share itself.</summary>
    internal string Underlying => Contract?.Root ?? Execution.Instrument;

    /// <summary>Somebody traded; nothing was assigned and nothing expired.</summary>
    internal bool IsTrade => Execution.Action is not (ExecutionAction.Assigned or ExecutionAction.Expired);

    /// <summary>It opens a position.</summary>
    internal bool IsOpening => Execution.Action is ExecutionAction.SellToOpen or ExecutionAction.BuyToOpen;

    internal static Fill Of(Execution execution) => new(execution, OccSymbol.Parse(execution.Instrument));
}
