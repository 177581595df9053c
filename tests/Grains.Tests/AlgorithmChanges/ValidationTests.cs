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
        var consent = Compare([.. Before(30, i => i < 5), .. After(30, i => i < 20)]);
        Assert.Equal(ValidationOutcome.RolledBack, consent.Suggested);
        Assert.True(consent is { WorseConsent: < 0.001, WorsePnl: > 0.4 });
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
    public void WelchsTestIsThatOfR()
    {
        // R: t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939 (two-sided). Student 1908.
        double[] one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
            two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        Assert.Equal(0.07939 / 2, WelchTest.SecondIsLower(two, one)!.Value, 5);
        Assert.Equal(1 - (0.07939 / 2), WelchTest.SecondIsLower(one, two)!.Value, 5);
        Assert.Null(WelchTest.SecondIsLower([1], two));
        Assert.Equal((0.0, 1.0), (WelchTest.SecondIsLower([2, 2], [1, 1]), WelchTest.SecondIsLower([1, 1], [1, 1])));
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
