namespace LearningActors.Recommendations;

/// <summary>What has to be looked at to reconcile a Pacific day.</summary>
/// <remarks>
/// An execution counts for two days, so the recommendations of the two days before and after may have the same executions in
/// their windows as the day's: they are neighbours, and where one of them is matched already, its match is revised with the day's.
/// The neighbours' executions in turn may be those of recommendations two days further off: these rivals compete, and stay as they are.
/// </remarks>
/// <param name="Day">The day.</param>
public sealed record ReconciliationSpan(DateOnly Day)
{
    private const int Reach = 2;

    /// <summary>When the day begins, UTC.</summary>
    public DateTimeOffset From => PacificDay.Start(Day);

    /// <summary>When it ends.</summary>
    public DateTimeOffset To => PacificDay.Start(Day.AddDays(1));

    /// <summary>When the first neighbour's day begins.</summary>
    public DateTimeOffset NeighboursFrom => PacificDay.Start(Day.AddDays(-Reach));

    /// <summary>When the last neighbour's day ends.</summary>
    public DateTimeOffset NeighboursTo => PacificDay.Start(Day.AddDays(Reach + 1));

    /// <summary>When the last neighbour's window ends.</summary>
    public DateTimeOffset ExecutionsTo => NeighboursTo + FollowRules.Window;

    /// <summary>When the first rival's day begins.</summary>
    public DateTimeOffset RivalsFrom => PacificDay.Start(Day.AddDays(-2 * Reach));

    /// <summary>When the last rival's day ends.</summary>
    public DateTimeOffset RivalsTo => PacificDay.Start(Day.AddDays((2 * Reach) + 1));

    /// <summary>Whether an instant is of the day.</summary>
    public bool IsOfDay(DateTimeOffset at) => at >= From && at < To;

    /// <summary>Whether an instant is of the day or of a neighbour's.</summary>
    public bool IsNear(DateTimeOffset at) => at >= NeighboursFrom && at < NeighboursTo;
}
