namespace LearningActors.Client;

/// <summary>Four weeks of a validation.</summary>
public sealed record ValidationWindow
{
    /// <summary>The first Pacific day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last Pacific day.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>Recommendations that were followed closely, of those that were followed, modified or rejected.</summary>
    public required Proportion Consent { get; init; }

    /// <summary>What the pattern measures: its mean and interval.</summary>
    public required Estimate Measure { get; init; }

    /// <summary>What an executed recommendation whose position has ended made, USD after fees.</summary>
    public required Estimate PnlPerMatch { get; init; }

    /// <summary>The sum over the executed recommendations whose positions have ended, USD after fees.</summary>
    public required decimal Pnl { get; init; }
}
