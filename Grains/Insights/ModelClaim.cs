using System.Text.Json;
using LearningActors.Models;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>What a model claims, and the trades that it was shown bear out.</summary>
/// <param name="Conditions">The conditions, beyond those of the scope.</param>
/// <param name="IsBetter">Trades there win more often.</param>
/// <param name="Type">What it is about.</param>
/// <param name="Text">In its words.</param>
/// <param name="Rate">The win rate that it gives.</param>
/// <param name="Seen">The trades that it was shown.</param>
internal sealed record ModelClaim(TradeConditions Conditions, bool IsBetter, InsightType Type, string Text, double Rate, Contrast Seen)
{
    /// <summary>The numbers that its words may use.</summary>
    /// <param name="all">All trades of the scope.</param>
    internal KnownNumbers Numbers(Contrast all) =>
        new(
            JsonSerializer.SerializeToElement(
                new
                {
                    Conditions,
                    Rate,
                    figures = new[] { Seen.N, Seen.Wins, Seen.RestN, Seen.RestWins, all.N, all.Wins, all.RestN, all.RestWins },
                    rates = new[]
                    {
                        Share(Seen.Wins, Seen.N),
                        Share(Seen.RestWins, Seen.RestN),
                        Share(all.Wins, all.N),
                        Share(all.RestWins, all.RestN),
                    },
                }
            )
        );

    private static double Share(long wins, long n) => n == 0 ? 0 : (double)wins / n;
}
