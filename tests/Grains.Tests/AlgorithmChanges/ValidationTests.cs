using LearningActors.AlgorithmChanges;
using LearningActors.Recommendations;
using LearningActors.Statistics;
using static LearningActors.Tests.WeeklySummaries.TestMatches;

namespace LearningActors.Tests.AlgorithmChanges;

/// <summary>The four weeks after a change against the four before.</summary>
public sealed class ValidationTests
{
    private const string Key = "expiration-shift.longer";
    private static readonly DateOnly s_on = new(2025, 2, 3);
    private static readonly DateOnly s_over = s_on.AddDays(28);
    private static readonly Implementation s_made = new("v3", "v4", s_on);

    [Fact]
    public void ItIsKeptWhereThePatternIsGone()
    {
        var report = Compare([.. Before(20, i => i < 10), .. After(20, i => i < 2)]);
        Assert.Equal((ValidationOutcome.Kept, true, false), (report.Suggested!.Value, report.IsComplete, report.PatternRemains));
        Assert.Equal(
            (10L, 18L, 7.0, 10, 2),
            (
                report.Before.Consent.Count,
                report.After.Consent.Count,
                report.Before.Measure.Mean,
                report.Before.Measure.N,
                report.After.Measure.N
            )
        );
    }

    [Fact]
    public void ItIsModifiedWhereThePatternIsSeenStill() =>
        Assert.Equal(
            (ValidationOutcome.Modified, true),
            (
                Compare([.. Before(20, i => i < 10), .. After(20, i => i < 8)]) is var report ? report.Suggested!.Value : default,
                report.PatternRemains
            )
        );

    [Fact]
    public void ItIsRolledBackWhereConsentOrPnlFell()
    {
        var consent = Compare([.. Before(56, i => i % 6 == 0), .. After(56, i => i % 3 > 0)]);
        Assert.Equal(ValidationOutcome.RolledBack, consent.Suggested);
        Assert.True(consent is { WorseConsent: < 0.001, WorsePnl: > 0.2 }, consent.ToString());
        Assert.Contains("week by week", consent.Because);
        // The same fall in one week alone is what a week may do.
        Assert.NotEqual(ValidationOutcome.RolledBack, Compare([.. Before(56, _ => false), .. After(56, i => i % 28 < 7)]).Suggested);
        MatchedRecommendation[] worse =
        [
            .. Many(20, i => Match(MatchKind.Consent, s_on.AddDays(-1 - i), pnl: 100 + (i % 3))),
            .. Many(20, i => Match(MatchKind.Consent, s_on.AddDays(i), version: "v4", pnl: 20 - (i % 5))),
        ];
        var report = Compare(worse);
        Assert.Equal(ValidationOutcome.RolledBack, report.Suggested);
        Assert.True(report.WorsePnl < 0.001);
        Assert.Contains("P&L", report.Because);
    }

    [Fact]
    public void ItIsTheRightFourWeeksOfTheRightVersions()
    {
        var report = Compare([
            // A day too early, the first, the last, and the old version that still ran for some after the change.
            Match(MatchKind.Consent, s_on.AddDays(-29)),
            Match(MatchKind.Consent, s_on.AddDays(-28)),
            Match(MatchKind.Consent, s_on.AddDays(-1)),
            Match(MatchKind.Consent, s_on),
            // The same of the new one, which some had a day before.
            Match(MatchKind.Consent, s_on.AddDays(-1), version: "v4"),
            Match(MatchKind.Consent, s_on, version: "v4"),
            Match(MatchKind.Consent, s_on.AddDays(27), version: "v4"),
            Match(MatchKind.Consent, s_on.AddDays(28), version: "v4"),
            // Nobody said which.
            Match(MatchKind.Consent, s_on, version: null),
            Match(MatchKind.Consent, s_on.AddDays(-1), version: null),
            // Not learnt, and no recommendation.
            Match(MatchKind.Consent, s_on, version: "v4", excluded: "A test."),
            Match(MatchKind.Independent, s_on),
        ]);
        Assert.Equal((3L, 3L), (report.Before.Consent.N, report.After.Consent.N));
        Assert.Equal(
            (s_on.AddDays(-28), s_on.AddDays(-1), s_on, s_on.AddDays(27)),
            (report.Before.From, report.Before.Through, report.After.From, report.After.Through)
        );
        Assert.Null(report.Suggested);
        Assert.Contains("too few", report.Because);
    }

    [Fact]
    public void NothingIsSuggestedBeforeTheFourWeeksAreOver()
    {
        MatchedRecommendation[] matches = [.. Before(56, i => i % 6 == 0), .. After(56, i => i % 3 > 0)];
        var early = Validation.Compare(Key, s_made, matches, s_over.AddDays(-1));
        Assert.Equal((null, false), (early.Suggested, early.IsComplete));
        Assert.Equal("The four weeks end on 2025-03-02; then they are looked at, once, week by week.", early.Because);
        Assert.Equal(56, early.After.Consent.N);
    }

    [Fact]
    public void ClustersOfOneAreWelchsNumbersWithTheirOwnDegreesOfFreedom()
    {
        // R: t.test(extra ~ group, data = sleep): t = -1.8608; with df = 18, 2·pt(-1.8608, 18) = 0.07919. Student 1908.
        double[] one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
            two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        Assert.Equal(0.07919, 2 * ClusteredRatio.SecondIsLower(Each(two), Each(one))!.Value, 5);
        Assert.Equal(2 - 0.07919, 2 * ClusteredRatio.SecondIsLower(Each(one), Each(two))!.Value, 5);
        Assert.Null(ClusteredRatio.SecondIsLower([(1, 1)], Each(two)));
        Assert.Equal(
            (0.0, 1.0),
            (ClusteredRatio.SecondIsLower(Each([2, 2]), Each([1, 1])), ClusteredRatio.SecondIsLower(Each([1, 1]), Each([2, 2])))
        );

        static IEnumerable<(double, long)> Each(double[] values) => values.Select(value => (value, 1L));
    }

    [Fact]
    public void RankSumsAreThoseOfR()
    {
        // R: wilcox.test(x, y, alternative = "g"): W = 35, p-value = 0.1272. Hollander and Wolfe 1973, p. 69.
        double[] x = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46],
            y = [1.15, 0.88, 0.90, 0.74, 1.21];
        Assert.Equal(0.1272, RankSum.FirstIsLower(y, x)!.Value, 4);
        Assert.Equal(1.0 / 35, RankSum.FirstIsLower([1, 2, 3], [4, 5, 6, 7])!.Value, 9);
        Assert.Equal(1, RankSum.FirstIsLower([1, 1], [1, 1])!.Value, 9);
        Assert.Null(RankSum.FirstIsLower([], [1]));
        double[] many = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        Assert.InRange(RankSum.FirstIsLower(many, [.. many.Select(value => value + 10)])!.Value, 0.0001, 0.001);
    }

    [Fact]
    public void SignsAreFlippedInAllWays()
    {
        Assert.Equal(2.0 / 256, SignFlip.TwoSided([7, 7, 7, 7, 7, 7, 7, 7]), 9);
        Assert.Equal(0.25, SignFlip.TwoSided([7, 7, 7]), 9);
        Assert.Equal(1, SignFlip.TwoSided([7, -7]), 9);
        Assert.Equal(1, SignFlip.TwoSided([]));
        // Darwin's maize: 863 of 32 768 on one side. Fisher 1935, section 21.
        double[] maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];
        Assert.Equal(1726.0 / 32768, SignFlip.TwoSided(maize), 4);
    }

    private static ValidationReport Compare(MatchedRecommendation[] matches) => Validation.Compare(Key, s_made, matches, s_over);

    private static MatchedRecommendation[] Before(int n, Func<int, bool> isModified) =>
        Many(
            n,
            i =>
                isModified(i)
                    ? Match(MatchKind.Modify, s_on.AddDays(-1 - (i % 28)), days: 7, pnl: 50 + (i % 3))
                    : Match(MatchKind.Consent, s_on.AddDays(-1 - (i % 28)), pnl: 50 + (i % 3))
        );

    private static MatchedRecommendation[] After(int n, Func<int, bool> isModified) =>
        Many(
            n,
            i =>
                isModified(i)
                    ? Match(MatchKind.Modify, s_on.AddDays(i % 28), days: 7, pnl: 50 + (i % 3), version: "v4")
                    : Match(MatchKind.Consent, s_on.AddDays(i % 28), pnl: 50 + (i % 3), version: "v4")
        );
}
