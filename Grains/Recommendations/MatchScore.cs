namespace LearningActors.Recommendations;

/// <summary>What a recommendation and an execution say of a contract.</summary>
/// <param name="Strike">USD for a share; null where none is given.</param>
/// <param name="Expiration">The last trading day; null where none is given.</param>
/// <param name="Premium">USD for a contract; null where none is given.</param>
/// <param name="Action">Null where there is nothing to execute.</param>
public sealed record ContractTerms(decimal? Strike, DateOnly? Expiration, decimal? Premium, ExecutionAction? Action);

/// <summary>How well an execution fits a recommendation.</summary>
/// <param name="Score">How alike contract and price are, 0..100; a match has 50 or more.</param>
/// <param name="StrikeDiffers">The strike is more than 3 % off.</param>
/// <param name="ExpirationDiffers">The expiration is more than 2 days off.</param>
/// <param name="PremiumDiffers">The premium is more than 15 % off.</param>
/// <param name="Fit">
/// The score as it would be without tolerances and bounds; between pairs of equal scores it tells which fits better.
/// </param>
/// <remarks>
/// 100, less min(30, 100·pct) for the strike, less min(30, 2·days) for the expiration, less min(20, 50·pct) for the premium,
/// each only beyond its tolerance; plus 10 for the same action; within 0..100. What either does not say does not count.
/// </remarks>
public readonly record struct MatchScore(double Score, bool StrikeDiffers, bool ExpirationDiffers, bool PremiumDiffers, double Fit)
{
    /// <summary>A pair below this score is none.</summary>
    public const double Min = 50;

    private const double StrikeTolerance = 0.03;
    private const int DayTolerance = 2;
    private const double PremiumTolerance = 0.15;

    /// <summary>Strike and expiration are within tolerance: a premium difference alone stays consent.</summary>
    public bool IsConsent => !StrikeDiffers && !ExpirationDiffers;

    /// <summary>Scores a pair.</summary>
    public static MatchScore Of(ContractTerms recommended, ContractTerms executed)
    {
        var strike = Off(recommended.Strike, executed.Strike);
        var days = recommended.Expiration is { } wanted && executed.Expiration is { } got ? Math.Abs(got.DayNumber - wanted.DayNumber) : 0;
        var premium = Off(recommended.Premium, executed.Premium);
        var (strikeDiffers, expirationDiffers, premiumDiffers) = (
            strike > StrikeTolerance,
            days > DayTolerance,
            premium > PremiumTolerance
        );
        var action = recommended.Action is not null && recommended.Action == executed.Action ? 10 : 0;
        var score =
            100.0
            - (strikeDiffers ? Math.Min(30, 100 * strike) : 0)
            - (expirationDiffers ? Math.Min(30, 2 * days) : 0)
            - (premiumDiffers ? Math.Min(20, 50 * premium) : 0)
            + action;
        return new MatchScore(
            Math.Clamp(score, 0, 100),
            strikeDiffers,
            expirationDiffers,
            premiumDiffers,
            100 - (100 * strike) - (2 * days) - (50 * premium) + action
        );
    }

    /// <summary>How far a value is off another one, a fraction of it.</summary>
    private static double Off(decimal? wanted, decimal? got) =>
        wanted is { } value && got is { } other && value != 0 ? (double)(Math.Abs(other - value) / Math.Abs(value)) : 0;
}
