using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>Conditions under which bets do better, or worse.</summary>
/// <param name="Conditions">The conditions, beyond those of the scope.</param>
/// <param name="Contrast">The bets there beside all others.</param>
/// <param name="Evidence">What speaks for it beyond the other findings.</param>
/// <param name="QValue">The false discovery rate at which it is found.</param>
/// <param name="Variants">Other conditions that nearly the same bets meet.</param>
internal sealed record Finding(
    TradeConditions Conditions,
    Contrast Contrast,
    Evidence Evidence,
    double QValue,
    IReadOnlyList<TradeConditions> Variants
)
{
    internal bool IsBetter => Evidence.Z > 0;
}

/// <summary>What was found in a table of bets, and how sure anything is in its light.</summary>
internal sealed class Findings(BetTable table, IReadOnlyList<Finding> all, AdaptiveShrinkage singles, AdaptiveShrinkage pairs)
{
    private readonly Weighing _weighing = new(table, [.. all.Select(finding => finding.Conditions)]);

    internal BetTable Table => table;

    internal IReadOnlyList<Finding> All => all;

    /// <summary>What is believed of conditions beyond what was found beside them: in log odds, or in what is made.</summary>
    internal ShrunkEffect Believe(TradeConditions conditions)
    {
        var evidence = _weighing.Of(conditions);
        return Family(conditions).Believe(evidence.Estimate, evidence.Error);
    }

    /// <summary>The probability that bets truly do better, or worse, under the conditions.</summary>
    internal double Confidence(TradeConditions conditions, bool isBetter)
    {
        var believed = Believe(conditions);
        return Math.Clamp(isBetter ? believed.Positive : believed.Negative, 0, 1);
    }

    /// <summary>A finding says it already, in these or in other conditions.</summary>
    internal bool Say(TradeConditions conditions, bool isBetter) =>
        all.Any(finding => table.AreAlike(finding.Conditions, finding.IsBetter, conditions, isBetter));

    /// <summary>What bets there truly make more than others, as is believed; null where nothing is known of that.</summary>
    internal Estimate? ExpectDifference(TradeConditions conditions)
    {
        var evidence = _weighing.Of(conditions);
        if (double.IsPositiveInfinity(evidence.Error))
            return null;
        // By ranks it is seen, by means it is measured: a few large results widen this, and do not decide that.
        var believed = Family(conditions).Believe(evidence.Difference.Mean, evidence.Difference.Error);
        return new Estimate(table.Where(conditions).Count, believed.Mean, believed.Lower, believed.Upper);
    }

    /// <summary>The share of bets there that truly win, as is believed; null where nothing is known of others.</summary>
    internal Estimate? ExpectWins(TradeConditions conditions)
    {
        var contrast = table.Compare(conditions);
        var evidence = _weighing.Of(conditions);
        if (contrast.N == 0 || double.IsPositiveInfinity(evidence.Error))
            return null;
        var believed = Believe(conditions);
        // Half a win and half a loss more: an unbroken series of either is no certainty.
        var seen = Math.Log((contrast.Wins + 0.5) / (contrast.N - contrast.Wins + 0.5));
        return new Estimate((int)contrast.N, Share(believed.Mean), Share(believed.Lower), Share(believed.Upper));

        double Share(double effect) => 1 / (1 + Math.Exp(-(seen + effect - evidence.Estimate)));
    }

    private AdaptiveShrinkage Family(TradeConditions conditions) => conditions.Count() == 1 ? singles : pairs;
}

/// <summary>Searches bets for conditions under which they win more or less often than the rest, or make more or less.</summary>
/// <remarks>
/// Every value of an attribute is a family of tests, every pair of two attributes' values another, for wins and for what is made; each has
/// its false discovery rate, of which wins get the larger share. The
/// strongest condition is held constant while the others are weighed again, until none adds to what was found; what others explain by then
/// is dropped.
/// </remarks>
internal static class ContrastMining
{
    /// <summary>
    /// The false discovery rate of single conditions, and of pairs; with nothing to find it is the probability that any is reported.
    /// </summary>
    internal const double Level = 0.05;

    /// <summary>The same of a night: each night looks at the same trades and some more, and may find what is not there.</summary>
    internal const double NightlyLevel = 0.01;

    /// <summary>The share of that which what is made has; wins have the others.</summary>
    private const double SizeShare = 0.2;

    private const int MaxRounds = 200;

    /// <summary>What some do better and all others worse is the same to so many digits: it is said of those that do better.</summary>
    private const int SameDigits = 9;

    /// <summary>What the bets of a scope show.</summary>
    /// <param name="table">The bets.</param>
    /// <param name="minTrades">Conditions that fewer bets meet, or all but fewer, are not tested.</param>
    /// <param name="known">Conditions that are preferred to others that nearly the same bets meet.</param>
    /// <param name="level">The false discovery rate of single conditions, and of pairs, for all outcomes together.</param>
    internal static Findings Find(BetTable table, int minTrades, IReadOnlyCollection<TradeConditions>? known = null, double level = Level)
    {
        level *= table.Size is null ? 1 - SizeShare : SizeShare;
        var cells = table.Cells(minTrades);
        var (chosen, dropped) = (new List<TradeConditions>(), new HashSet<TradeConditions>());
        var weighed = Weigh(table, cells, chosen);
        for (var round = 0; round < MaxRounds; round++)
        {
            var explained = weighed.Where(one => chosen.Contains(one.Conditions) && one.QValue >= level).ToArray();
            if (explained.Length > 0)
            {
                var least = explained.MaxBy(one => one.QValue).Conditions;
                chosen.Remove(least);
                dropped.Add(least);
            }
            else
            {
                var found = weighed
                    .Where(one => one.QValue < level && !chosen.Contains(one.Conditions) && !dropped.Contains(one.Conditions))
                    .OrderByDescending(one => Math.Round(Math.Abs(one.Evidence.Z), SameDigits))
                    .ThenBy(one => one.Conditions.Count())
                    .ThenByDescending(one => one.Evidence.Z)
                    .ToArray();
                if (found.Length == 0)
                    break;
                chosen.Add(Preferred(found));
            }

            weighed = Weigh(table, cells, chosen);
        }

        return new Findings(
            table,
            [
                .. weighed
                    .Where(one => chosen.Contains(one.Conditions))
                    .OrderByDescending(one => Math.Abs(one.Evidence.Z))
                    .Select(one => new Finding(
                        one.Conditions,
                        table.Compare(one.Conditions),
                        one.Evidence,
                        one.QValue,
                        [.. cells.Where(other => other != one.Conditions && table.AreAlike(other, one.Conditions))]
                    )),
            ],
            Prior(1),
            Prior(2)
        );

        TradeConditions Preferred(Weighed[] found)
        {
            var best = found[0];
            return found
                .Where(one =>
                    known?.Contains(one.Conditions) == true
                    && table.AreAlike(one.Conditions, one.Evidence.Z > 0, best.Conditions, best.Evidence.Z > 0)
                )
                .Select(one => one.Conditions)
                .FirstOrDefault(best.Conditions);
        }

        AdaptiveShrinkage Prior(int conditions) =>
            AdaptiveShrinkage.Fit([
                .. weighed
                    .Where(one => one.Conditions.Count() == conditions && double.IsFinite(one.Evidence.Error))
                    .Select(one => (one.Evidence.Estimate, one.Evidence.Error)),
            ]);
    }

    /// <summary>Each cell given those that were chosen beside it, with the false discovery rate in its family.</summary>
    private static Weighed[] Weigh(BetTable table, IReadOnlyList<TradeConditions> cells, List<TradeConditions> chosen)
    {
        var weighing = new Weighing(table, [.. chosen]);
        return
        [
            .. cells
                .Select(cell => (Conditions: cell, Evidence: weighing.Of(cell)))
                .GroupBy(one => one.Conditions.Count())
                .SelectMany(family =>
                    family.Zip(
                        BenjaminiHochberg.Adjust([.. family.Select(one => one.Evidence.PValue)]),
                        (one, q) => new Weighed(one.Conditions, one.Evidence, q)
                    )
                ),
        ];
    }

    private readonly record struct Weighed(TradeConditions Conditions, Evidence Evidence, double QValue);
}
