namespace LearningActors.Recommendations;

/// <summary>An execution, and the contract that its instrument is.</summary>
/// <param name="Execution">What the broker reported.</param>
/// <param name="Contract">Null for anything but an option on shares.</param>
internal sealed record Fill(Execution Execution, OptionContract? Contract)
{
    internal string Id => Execution.Id;

    internal static Fill Of(Execution execution) =>
        new(execution, execution.Kind == InstrumentKind.Option ? OccSymbol.Parse(execution.Instrument) : null);
}
