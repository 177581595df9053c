using FsCheck;
using FsCheck.Fluent;
using LearningActors.Strategies;
using LearningActors.Trades;

namespace LearningActors.Tests.Trades;

/// <summary>The score of a strategy rule.</summary>
public sealed class EffectivenessTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void TheFirstReviewsByHand()
    {
        Assert.Equal(new Effectiveness(0.5, 0, 0), Effectiveness.Replay([]));
        // One win, valid, rated 5: new = 0.6 + 0.4 = 1, w = 1/20: 0.05·0.5 + 0.95·1.
        var first = Effectiveness.Replay([Review(0, 10, SetupValidity.Valid, 5)]);
        Assert.Equal((0.975, 1, 1), (Math.Round(first.Score, 12), first.TotalTrades, first.WinningTrades));
        // Then a loss, invalid, rated 2: win rate 1/2, new = 0.6·0.5·0.7 + 0.4·0.4 = 0.37, w = 0.1.
        var second = Effectiveness.Replay([Review(0, 10, SetupValidity.Valid, 5), Review(1, -3, SetupValidity.Invalid, 2)]);
        Assert.Equal(0.4305, second.Score, 12);
        // Then a break-even, which is no win, an edge case rated 3: new = 0.6·(1/3)·0.9 + 0.24 = 0.42, w = 0.15.
        var third = second.After(Review(2, 0, SetupValidity.EdgeCase, 3));
        Assert.Equal((0.421575, 3, 1), (Math.Round(third.Score, 12), third.TotalTrades, third.WinningTrades));
    }

    [Fact]
    public void TheWeightOfThePastStopsAtNineTenths()
    {
        var many = Enumerable.Range(0, 200).Select(i => Review(i, 1, SetupValidity.Valid, 5)).ToArray();
        var before = Effectiveness.Replay(many);
        Assert.Equal(1, before.Score, 6);
        var after = before.After(Review(200, -1, SetupValidity.Valid, 1));
        Assert.Equal((0.9 * before.Score) + (0.1 * ((0.6 * 200 / 201) + 0.08)), after.Score, 12);
    }

    [Fact]
    public void TheScoreDoesNotDependOnTheOrderOfArrival()
    {
        var review =
            from minute in Gen.Choose(0, 50)
            from pnl in Gen.Choose(-5, 5)
            from validity in Gen.Elements(SetupValidity.Valid, SetupValidity.Invalid, SetupValidity.EdgeCase)
            from rating in Gen.Choose(1, 5)
            select Review(minute, pnl, validity, rating);
        var cases =
            from reviews in review.ListOf()
            from order in Gen.Shuffle(Enumerable.Range(0, reviews.Count).ToArray())
            select (Reviews: reviews.Select((one, i) => one with { TradeId = $"t{i}" }).ToArray(), Order: order);
        Prop.ForAll(
                Arb.From(cases),
                one =>
                {
                    var score = Effectiveness.Replay(one.Reviews);
                    return score == Effectiveness.Replay(one.Order.Select(i => one.Reviews[i])) && score.Score is >= 0 and <= 1;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static ReviewedTrade Review(int minute, decimal pnl, SetupValidity validity, int rating) =>
        new($"t{minute}", s_start.AddMinutes(minute), pnl, validity, rating, "USD");
}
