using LearningActors.Patterns;
using LearningActors.Recommendations;
using static LearningActors.Tests.WeeklySummaries.TestMatches;

namespace LearningActors.Tests.WeeklySummaries;

/// <summary>In what ways people diverge, at the bounds.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData(new[] { 7, 7 }, null)]
    [InlineData(new[] { 3, 3, 3 }, null)]
    [InlineData(new[] { 3, 3, 4 }, "expiration-shift.longer")]
    [InlineData(new[] { -7, -7, -7 }, "expiration-shift.shorter")]
    // The mean is 7 days, and its interval reaches below zero.
    [InlineData(new[] { 14, 14, -7 }, null)]
    [InlineData(new[] { 7, -7, 7, -7 }, null)]
    public void AnExpirationShiftIsThreeChangesOfMoreThanThreeDaysInTheMean(int[] days, string? key) =>
        Assert.Equal(key is null ? [] : [key], Keys(days.Select(one => Match(MatchKind.Modify, days: one, strike: 0))));

    [Theory]
    [InlineData(new[] { 5.0, 5.0 }, null)]
    [InlineData(new[] { 2.0, 2.0, 2.0 }, null)]
    [InlineData(new[] { 2.0, 2.0, 2.5 }, "strike-shift.higher")]
    [InlineData(new[] { 9.0, 9.0, -9.0 }, null)]
    [InlineData(new[] { -3.0, -3.0, -3.0 }, "strike-shift.lower")]
    public void AStrikeShiftIsThreeChangesOfMoreThanTwoDollarsInTheMean(double[] strikes, string? key) =>
        Assert.Equal(key is null ? [] : [key], Keys(strikes.Select(one => Match(MatchKind.Modify, days: 0, strike: (decimal)one))));

    [Theory]
    [InlineData(new[] { 20, 20 }, null)]
    [InlineData(new[] { 30, 30, 30 }, null)]
    [InlineData(new[] { 30, 30, 29 }, "low-premium.rejected")]
    public void RejectedLowPremiumIsThreeRejectionsBelowThirtyCentsAShareInTheMean(int[] premiums, string? key) =>
        Assert.Equal(key is null ? [] : [key], Keys([.. premiums.Select(one => Match(MatchKind.Reject, premium: one)), .. Followed(100)]));

    [Fact]
    public void WhatIsRejectedOfLowPremiumsAloneIsNoPattern()
    {
        // Everything pays little: what was followed, too.
        Assert.Empty(Keys([.. Many(6, i => Match(MatchKind.Reject, premium: 15 + i)), .. Followed(17)]));
        var pattern = Assert.Single(PatternDetection.Find([.. Many(6, i => Match(MatchKind.Reject, premium: 15 + i)), .. Followed(60)]));
        Assert.Equal((0.6, 5, PatternConfidence.High), (pattern.Rest!.Mean!.Value, pattern.Rest.N, pattern.Confidence));
        Assert.Equal(0.175, pattern.Estimate.Mean!.Value, 9);
    }

    private static MatchedRecommendation[] Followed(int premium) =>
        Many(5, i => Match(i == 0 ? MatchKind.Modify : MatchKind.Consent, days: 0, strike: 0, premium: premium));

    [Fact]
    public void WhatWasRejectedForAnotherReasonSaysNothingOfPremiums()
    {
        MatchedRecommendation[] matches =
        [
            .. Many(3, _ => Match(MatchKind.Reject, premium: 20)),
            Match(MatchKind.Reject, premium: 500),
            .. Followed(100),
        ];
        Assert.Empty(Keys(matches));
        matches[3] = matches[3] with { Record = matches[3].Record with { ReasonCode = ReasonCode.GutFeeling } };
        Assert.Equal(["low-premium.rejected"], Keys(matches));
        matches[3] = matches[3] with { Record = matches[3].Record with { ReasonCode = ReasonCode.PremiumLow } };
        Assert.Empty(Keys(matches));
    }

    [Fact]
    public void EachHasItsSampleMeanIntervalAndMatches()
    {
        var matches = Many(4, i => Match(MatchKind.Modify, days: 6 + i));
        var pattern = Assert.Single(PatternDetection.Find(matches));
        Assert.Equal((4, 7.5, PatternConfidence.Medium), (pattern.Estimate.N, pattern.Estimate.Mean, pattern.Confidence));
        // s = 1.2910, t(0.975, 3) = 3.1824: the half width is 3.1824·1.2910/2.
        Assert.Equal(7.5 - 2.0543, pattern.Estimate.Lower!.Value, 3);
        Assert.Equal(matches.Select(match => match.Record.Id).Order(), pattern.Matches.Select(match => match.MatchId));
        Assert.Equal("User adds 8 days on average to DTE", pattern.Description);
        Assert.Equal("Increase default DTE by 8 days", PatternKey.Parse(pattern.Key).Propose(7.5));
        // Of eight that go one way, chance makes two in 256.
        Assert.Equal(
            [PatternConfidence.Medium, PatternConfidence.High],
            new[] { 7, 8 }.Select(n => Assert.Single(PatternDetection.Find(Many(n, _ => Match(MatchKind.Modify, days: 7)))).Confidence)
        );
    }

    [Fact]
    public void WhatIsExcludedIsInNoPattern()
    {
        Assert.Empty(Keys([.. Many(2, _ => Match(MatchKind.Modify, days: 7)), Match(MatchKind.Modify, days: 7, excluded: "A test.")]));
        Assert.Empty(Keys(Many(9, _ => Match(MatchKind.Reject, premium: 10, excluded: "A test."))));
    }

    [Fact]
    public void ASymbolThatIsRejectedMoreOftenThanTheOthersIsAPreference()
    {
        var pattern = Assert.Single(
            PatternDetection.Find([
                .. Many(8, i => Match(i < 7 ? MatchKind.Reject : MatchKind.Consent, symbol: "TSLA")),
                .. Many(20, i => Match(i < 3 ? MatchKind.Reject : MatchKind.Consent, symbol: $"S{i % 4}")),
            ])
        );
        Assert.Equal(
            ("symbol.TSLA.rejected", 8, 7 / 8.0, 20, 3 / 20.0),
            (pattern.Key, pattern.Estimate.N, pattern.Estimate.Mean!.Value, pattern.Rest!.N, pattern.Rest.Mean!.Value)
        );
        Assert.Equal("User rejects TSLA recommendations more often than others", pattern.Description);
        Assert.True(pattern.Estimate.Lower > 0.5 && pattern.Estimate.Upper < 1);
    }

    [Fact]
    public void AnHourIsThatOfLosAngelesAndWaitingForWhatWasToBeWaitedForIsNoDecision()
    {
        // 14:00 UTC is 06:00 in winter.
        var pattern = Assert.Single(
            PatternDetection.Find([
                .. Many(8, _ => Match(MatchKind.Reject, hourUtc: 14, symbol: "A")),
                .. Many(12, i => Match(MatchKind.Consent, hourUtc: 18, symbol: i < 8 ? "A" : "B")),
            ]),
            one => one.Kind == PatternKind.TimeOfDay && one.Key.EndsWith(".rejected", StringComparison.Ordinal)
        );
        Assert.Equal("hour.06.rejected", pattern.Key);
        Assert.Equal("User rejects recommendations sent at 06:00–06:59 PT more often than others", pattern.Description);
        Assert.Empty(
            Keys([
                .. Many(8, _ => Match(MatchKind.Reject, hourUtc: 14)),
                .. Many(12, _ => Match(MatchKind.Consent, hourUtc: 18, executed: false)),
            ])
        );
    }

    [Fact]
    public void EqualSymbolsAreSeldomAPreference()
    {
        var random = new Random(1);
        var found = Enumerable
            .Range(0, 400)
            .Count(_ =>
                Keys(
                        Many(
                            60,
                            i =>
                                Match(
                                    random.NextDouble() < 0.4 ? MatchKind.Reject : MatchKind.Consent,
                                    symbol: $"S{i % 5}",
                                    hourUtc: 15 + (i % 3)
                                )
                        )
                    )
                    .Any()
            );
        // Two families at a false discovery rate of 1 % each.
        Assert.InRange(found, 0, 12);
    }

    [Fact]
    public void AWeekInWhichAllIsRejectedSaysNothingOfItsSymbols()
    {
        // TSLA was recommended mostly in a bad week, in which all was rejected.
        MatchedRecommendation[] good =
        [
            .. Many(4, _ => Match(MatchKind.Consent, Monday.AddDays(-7), "TSLA")),
            .. Many(36, i => Match(i < 6 ? MatchKind.Reject : MatchKind.Consent, Monday.AddDays(-7), $"S{i % 3}")),
        ];
        MatchedRecommendation[] bad =
        [
            .. Many(24, i => Match(i < 20 ? MatchKind.Reject : MatchKind.Consent, Monday, "TSLA")),
            .. Many(12, i => Match(i < 10 ? MatchKind.Reject : MatchKind.Consent, Monday, $"S{i % 2}")),
        ];
        Assert.Contains(
            "symbol.TSLA.rejected",
            PatternDetection.Find([.. good, .. bad.Select(match => On(match, Monday.AddDays(-7)))]).Select(one => one.Key)
        );
        Assert.Empty(PatternDetection.Find(bad, good));
        // Week after week a little more is evidence, too.
        MatchedRecommendation[] Week(int week) =>
            [
                .. Many(5, i => Match(i < 4 ? MatchKind.Reject : MatchKind.Consent, Monday.AddDays(-7 * week), "TSLA")),
                .. Many(10, i => Match(i < 4 ? MatchKind.Reject : MatchKind.Consent, Monday.AddDays(-7 * week), $"S{i % 2}")),
            ];
        Assert.Empty(PatternDetection.Find(Week(0)));
        var patterns = PatternDetection.Find(Week(0), Enumerable.Range(1, 11).SelectMany(Week));
        Assert.Equal(5, Assert.Single(patterns, pattern => pattern.Key == "symbol.TSLA.rejected").Estimate.N);

        static MatchedRecommendation On(MatchedRecommendation match, DateOnly day) =>
            match with
            {
                Record = match.Record with { Day = day },
            };
    }

    [Theory]
    [InlineData("expiration-shift.longer")]
    [InlineData("low-premium.rejected")]
    [InlineData("symbol.BRK.B.followed")]
    [InlineData("hour.06.rejected")]
    public void KeysAreReadAsTheyAreWritten(string key) => Assert.Equal(key, PatternKey.Parse(key).ToString());

    [Fact]
    public void ProposalsSayWhatToChange()
    {
        Assert.Equal("Add minimum premium filter ($0.25)", PatternKey.Parse("low-premium.rejected").Propose(0.22));
        Assert.Equal("Add minimum premium filter ($0.25)", PatternKey.Parse("low-premium.rejected").Propose(0.25));
        Assert.Equal("Reduce default DTE by 1 day", PatternKey.Parse("expiration-shift.shorter").Propose(-1.2));
        Assert.Equal("Recommend strikes $2.50 lower", PatternKey.Parse("strike-shift.lower").Propose(-2.5));
        Assert.Equal("Recommend BRK.B more often", PatternKey.Parse("symbol.BRK.B.followed").Propose(0));
        Assert.Equal("Send fewer recommendations at 06:00–06:59 PT", PatternKey.Parse("hour.06.rejected").Propose(1));
    }

    private static string[] Keys(IEnumerable<MatchedRecommendation> matches) =>
        [.. PatternDetection.Find(matches).Select(pattern => pattern.Key)];
}
