namespace LearningActors.Client;

/// <summary>Profits in one currency.</summary>
public sealed record CurrencyPnl
{
    /// <summary>An ISO 4217 code such as <c>USD</c>, or an asset such as <c>BTC</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>Reviewed trades in it.</summary>
    public required int Trades { get; init; }

    /// <summary>The sum of their profits after fees.</summary>
    public required decimal Pnl { get; init; }

    /// <summary>Gross profit over gross loss, without a unit; null without a loss.</summary>
    public required decimal? ProfitFactor { get; init; }
}
