using System.Collections.Immutable;
using LearningActors.Analysis;

namespace LearningActors.Tests;

/// <summary>A fall of the positive share is found, and chance is not taken for one.</summary>
public sealed class FallingTrendTests
{
    [Fact]
    public void AFallIsFoundAndNamedTheSurestFirst()
    {
        var found = FallingTrends.Find(
            Sums(("BUY", 100, 60), ("SELL", 100, 79), [("AAPL", 60, 20), ("MSFT", 60, 47)]),
            Sums(("BUY", 400, 320), ("SELL", 400, 320), [("AAPL", 240, 192), ("MSFT", 240, 192)])
        );
        Assert.Equal(["ticker AAPL", "signal BUY"], found.Select(trend => trend.Series));
        Assert.Equal((20L, 60L, 192L, 240L), (found[0].Recent.Count, found[0].Recent.N, found[0].Earlier.Count, found[0].Earlier.N));
        Assert.Equal(4, found[0].SeriesLookedAt);
    }

    [Fact]
    public void ARiseAndTooFewVotesAreNoFall()
    {
        Assert.Empty(FallingTrends.Find(Sums(("BUY", 100, 90), ("SELL", 29, 2), []), Sums(("BUY", 400, 200), ("SELL", 400, 360), [])));
    }

    /// <summary>Many votes on few explanations are few observations.</summary>
    [Fact]
    public void VotesOnTheSameExplanationAreOneObservation()
    {
        var recent = Sums(("BUY", 400, 260), ("SELL", 400, 260), []);
        var earlier = Sums(("BUY", 1600, 1200), ("SELL", 1600, 1200), []);
        Assert.Equal(2, FallingTrends.Find(recent, earlier).Length);
        Assert.Empty(FallingTrends.Find(Clustered(recent, 10), Clustered(earlier, 10)));
    }

    /// <summary>4 000 nights on which nothing changes, each with 23 series: hardly more than one in a hundred raises an alert.</summary>
    [Fact]
    public void WithoutAChangeANightRaisesAnAlertAsRarelyAsStated()
    {
        var random = new Random(7);
        var alerts = 0;
        for (var night = 0; night < 4000; night++)
        {
            var tickers = Enumerable.Range(0, 20).Select(i => $"T{i}").ToArray();
            var recent = Sums(Drawn("BUY", 150), Drawn("SELL", 150), [.. tickers.Select(ticker => Drawn(ticker, 50))]);
            var earlier = Sums(Drawn("BUY", 600), Drawn("SELL", 600), [.. tickers.Select(ticker => Drawn(ticker, 200))]);
            if (!FallingTrends.Find(recent, earlier).IsEmpty)
                alerts++;
        }

        // 40 are expected at most; the normal approximation at 50 votes adds a little.
        Assert.InRange(alerts, 5, 72);

        (string, long, long) Drawn(string name, int votes) =>
            (name, votes, Enumerable.Range(0, votes).Count(_ => random.NextDouble() < 0.7));
    }

    private static AnalyticsSums Sums(
        (string Name, long Votes, long Positive) buy,
        (string Name, long Votes, long Positive) sell,
        ImmutableArray<(string Name, long Votes, long Positive)> tickers
    ) => new(default, [Of(buy), Of(sell)], [.. tickers.Select(Of)], [], [], [], new FactorSums([], 0, 0, 0, 0));

    private static (string, Tally) Of((string Name, long Votes, long Positive) one) =>
        (one.Name, new Tally(one.Votes, 0, 0, one.Votes, one.Votes, one.Positive, 0, 0, 0, 0, 0));

    private static AnalyticsSums Clustered(AnalyticsSums sums, int votes) =>
        sums with
        {
            BySignal = [.. sums.BySignal.Select(one => (one.Name, one.Tally with { Rated = one.Tally.Rated / votes }))],
        };
}
