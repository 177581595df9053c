using LearningActors.AlgorithmChanges;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using LearningActors.Statistics;
using LearningActors.WeeklySummaries;
using static LearningActors.Tests.WeeklySummaries.TestMatches;

namespace LearningActors.Tests.WeeklySummaries;

/// <summary>A week in figures and in words.</summary>
public sealed class WeekAggregationTests
{
    private static readonly IsoWeek s_week = new(2025, 1);

    [Fact]
    public void CurrenciesAreNeverAdded()
    {
        MatchedRecommendation[] matches =
        [
            Match(MatchKind.Consent, pnl: 100),
            Match(MatchKind.Consent, pnl: -40, currency: "EUR"),
            Match(MatchKind.Modify, pnl: 7.25m, counterfactual: 10, currency: "EUR"),
            Match(MatchKind.Modify, pnl: 3, counterfactual: 5),
            Match(MatchKind.Independent, pnl: 0.00104m, currency: "BTC"),
        ];
        var figures = WeekAggregation.Of(matches);
        Assert.Equal(103, figures.Pnl);
        Assert.Equal<CurrencyAmount>([new CurrencyAmount("BTC", 0.00104m), new CurrencyAmount("EUR", -32.75m)], figures.OtherCurrencies);
        Assert.Equal("$103.00, 0.00104 BTC, -32.75 EUR", WeeklyNotification.Pnl(figures));

        var accuracy = Divergence.Accuracy(Monday, Monday, matches);
        Assert.Equal((100, 100, 1), (accuracy.Followed.Pnl, accuracy.Followed.PerMatch.Mean, accuracy.Followed.PerMatch.N));
        Assert.Equal((1, 2), (accuracy.Followed.Wins.Count, accuracy.Followed.Wins.N));
        Assert.Equal<CurrencyAmount>([new CurrencyAmount("EUR", -40)], accuracy.Followed.OtherCurrencies);
        Assert.Equal((5, 2), (accuracy.Modified.Counterfactual.Mean, accuracy.Modified.Forgone.Mean));
        Assert.Equal(0, accuracy.Independent.PerMatch.N);
        Assert.Equal(3, MatchPnl.Of(MatchKind.Modify, matches).Pnl);
    }

    [Fact]
    public void TheNotificationReadsAsTheDeskKnowsIt()
    {
        var figures = WeekAggregation.Of([
            .. Many(15, _ => Match(MatchKind.Consent, pnl: 80)),
            .. Many(5, _ => Match(MatchKind.Modify, days: 7, pnl: -20)),
            .. Many(2, _ => Match(MatchKind.Reject)),
            Match(MatchKind.Independent, pnl: 80),
            Match(MatchKind.NoAction),
        ]);
        var text = WeeklyNotification.Write(
            s_week,
            figures,
            [Pattern("expiration-shift.longer", 7), Pattern("low-premium.rejected", 0.22)],
            [
                new SummaryCandidate("a", PatternKey.Parse("expiration-shift.longer").Propose(7)),
                new SummaryCandidate("b", PatternKey.Parse("low-premium.rejected").Propose(0.22)),
            ]
        );
        // As docs of the desk's former system show it, its P&L included.
        Assert.Equal(
            """
            📊 WEEKLY LEARNING SUMMARY (2025-W01)

            RECOMMENDATIONS: 23
            ├─ ✅ Consent: 15 (65%)
            ├─  Modified: 5 (22%)
            ├─  Rejected: 2 (9%)
            └─ 🆕 Independent: 1 (5%)

            P&L: $1,180.00

            PATTERNS DETECTED: 2
            • User adds 7 days on average to DTE
            • User rejects low-premium recommendations

            V4 CANDIDATES: 2
            • Increase default DTE by 7 days
            • Add minimum premium filter ($0.25)

            Review in Learning tab for full details.
            """,
            text
        );
        Assert.Equal((23, 1, 8), (figures.Total, figures.NoAction, figures.Unreviewed));
    }

    [Fact]
    public void AWeekWithoutDataHasNoRates()
    {
        var figures = WeekAggregation.Of([]);
        Assert.Equal((0, null, 0m), (figures.Total, figures.Consent.Rate, figures.Pnl));
        Assert.Contains("├─ ✅ Consent: 0 (0%)\n", WeeklyNotification.Write(s_week, figures, [], []));
    }

    [Fact]
    public void FiguresHaveTheirSampleAndWhatFollowingWouldHaveMade()
    {
        var figures = WeekAggregation.Of([
            Match(MatchKind.Consent, pnl: 100, counterfactual: 110),
            Match(MatchKind.Consent),
            Match(MatchKind.Modify, pnl: -50, counterfactual: 40),
            Match(MatchKind.Modify, pnl: 30),
            Match(MatchKind.Reject, counterfactual: 200),
            Match(MatchKind.Modify, pnl: 1000, counterfactual: 1, excluded: "A test."),
        ]);
        Assert.Equal((5, 1, 1, 80m), (figures.Total, figures.Excluded, figures.Open, figures.Pnl));
        var modified = figures.ByKind.Single(kind => kind.Kind == MatchKind.Modify);
        Assert.Equal(
            (1L, 2L, -10.0, 1, 90.0),
            (modified.Wins.Count, modified.Wins.N, modified.PerMatch.Mean, modified.Forgone.N, modified.Forgone.Mean)
        );
        var rejected = figures.ByKind.Single(kind => kind.Kind == MatchKind.Reject);
        Assert.Equal((0, 200.0, 200.0), (rejected.PerMatch.N, rejected.Counterfactual.Mean, rejected.Forgone.Mean));
        Assert.Equal("-$1,180.50", WeeklyNotification.Usd(-1180.5m));
        Assert.Equal("$0.00", WeeklyNotification.Usd(-0.001m));
    }

    [Fact]
    public void TwoVersionsDifferOnlyWhereSomethingChanged()
    {
        MatchedRecommendation[] open = [Match(MatchKind.Consent), .. Many(3, _ => Match(MatchKind.Modify, days: 7))];
        MatchedRecommendation[] closed =
        [
            open[0] with
            {
                Record = open[0].Record with
                {
                    Outcome = open[0].Record.Outcome! with { Kind = OutcomeKind.ExpiredWorthless, Pnl = 120, AttributedPnl = 120 },
                },
            },
            .. open[1..],
        ];
        var (before, after) = (Summary(open, 1), Summary(closed, 2));
        Assert.Empty(SummaryDifference.Between(before, Summary(open, 2)));
        var changes = SummaryDifference.Between(before, after);
        Assert.Equal(["open", "P&L", "P&L of Consent"], changes.Select(change => change.What));
        Assert.Equal(new SummaryChange("P&L", "$0.00", "$120.00"), changes[1]);
        var excluded = SummaryDifference.Between(
            before,
            Summary([.. open[..3], open[3] with { Record = open[3].Record with { ExcludedReason = "A test." } }], 2)
        );
        Assert.Contains(excluded, change => change is { What: "pattern expiration-shift.longer", After: "–" });
        Assert.Contains(excluded, change => change is { What: "excluded", Before: "0", After: "1" });
    }

    private static WeeklySummary Summary(MatchedRecommendation[] matches, int version)
    {
        var (figures, patterns) = (WeekAggregation.Of(matches), PatternDetection.Find(matches));
        return new WeeklySummary(
            s_week,
            version,
            default,
            "a test",
            true,
            figures,
            patterns,
            [],
            [],
            WeeklyNotification.Write(s_week, figures, patterns, [])
        );
    }

    private static Pattern Pattern(string key, double mean) =>
        new(
            key,
            PatternKey.Parse(key).Kind,
            PatternKey.Parse(key).Describe(mean),
            PatternConfidence.High,
            new Estimate(5, mean, null, null),
            null,
            []
        );
}
