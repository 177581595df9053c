using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>Divides bets into those that a model may see and those on which its claims are tested.</summary>
/// <remarks>
/// Which half a bet belongs to follows from its name, so that what is tested on was never shown, on any night. The claims of one answering
/// share a false discovery rate of 5 % (Benjamini–Hochberg).
/// </remarks>
internal static class UnseenTrades
{
    /// <summary>The false discovery rate among a model's claims.</summary>
    internal const double Level = 0.05;

    internal static bool IsShown(Bet bet) => (HashedId.Of($"shown/{bet.Key}").ToByteArray()[0] & 1) == 0;

    /// <summary>
    /// The bets that a model is shown, each as its first trade, the oldest first: the last ones, or those that came since and as many
    /// before as make a batch.
    /// </summary>
    internal static IReadOnlyList<TradeResult> Shown(IReadOnlyList<Bet> bets, DateTimeOffset? since, int batch, int atMost)
    {
        Bet[] shown = [.. bets.Where(IsShown)];
        var came = since is { } from ? shown.Count(bet => bet.Trades.Any(trade => trade.Course?.ReceivedAt >= from)) : atMost;
        return
        [
            .. shown
                .OrderBy(bet => since is null ? null : bet.Trades.Max(trade => trade.Course?.ReceivedAt))
                .TakeLast(Math.Min(atMost, Math.Max(came, batch)))
                .Select(bet => bet.Trades[0] with { IsWin = bet.IsWin }),
        ];
    }

    /// <summary>
    /// For each claim the false discovery rate at which bets that were not shown support it; 0 for what all bets show without it.
    /// </summary>
    /// <param name="trades">The trades of the scope, shown ones and others.</param>
    /// <param name="claims">Conditions beyond the scope, and whether bets win more often there.</param>
    internal static double[] Test(ScopedTrades trades, IReadOnlyList<(TradeConditions Conditions, bool IsBetter)> claims)
    {
        var unseen = new Weighing(
            new BetTable([.. trades.Bets.Where(bet => !IsShown(bet))]),
            [.. trades.Findings.All.Select(finding => finding.Conditions)]
        );
        var distinct = claims.Distinct().Where(claim => !trades.Findings.Say(claim.Conditions, claim.IsBetter)).ToArray();
        var adjusted = BenjaminiHochberg
            .Adjust([
                .. distinct.Select(claim =>
                    unseen.Of(claim.Conditions) is var evidence && evidence.Z > 0 == claim.IsBetter ? evidence.PValue : 1
                ),
            ])
            .Zip(distinct)
            .ToDictionary(one => one.Second, one => one.First);
        return [.. claims.Select(claim => adjusted.GetValueOrDefault(claim, 0))];
    }
}
