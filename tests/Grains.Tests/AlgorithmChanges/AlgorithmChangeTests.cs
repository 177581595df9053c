using LearningActors.AlgorithmChanges;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using static LearningActors.Tests.WeeklySummaries.TestMatches;

namespace LearningActors.Tests.AlgorithmChanges;

/// <summary>A change of the algorithm, from its detection to its end.</summary>
public sealed class AlgorithmChangeTests
{
    private const string Key = "expiration-shift.longer";
    private static readonly DateTimeOffset s_now = new(2025, 1, 4, 17, 0, 0, TimeSpan.Zero);
    private static readonly IsoWeek s_week = new(2025, 1);

    [Fact]
    public void TheSamePatternInTheNextWeekStrengthensTheChange()
    {
        var first = Proposed(Shift(3, 6));
        Assert.Equal(("Increase default DTE by 6 days", PatternConfidence.Medium, 3), (first.Proposal, first.Confidence, first.Estimate.N));
        var second = AlgorithmChangeRules.Observe(first, Shift(5, 9), s_week.Plus(1), "cycle", s_now);
        // Eight that go one way; neither week shows that.
        Assert.Equal(
            ("Increase default DTE by 8 days", PatternConfidence.High, 8, 7.875),
            (second.Proposal, second.Confidence, second.Estimate.N, second.Estimate.Mean)
        );
        Assert.Equal(["2025-W01", "2025-W02"], second.Evidence.Select(one => one.Week.ToString()));
        Assert.Equal(2, second.History.Length);
    }

    [Fact]
    public void TheSameWeekAgainChangesNothingAndOtherMatchesTakeTheirPlace()
    {
        var pattern = Shift(3, 6);
        var first = Proposed(pattern);
        Assert.Same(first, AlgorithmChangeRules.Observe(first, pattern, s_week, "cycle", s_now));
        var revised = AlgorithmChangeRules.Observe(first, Shift(4, 9), s_week, "cycle", s_now);
        Assert.Equal((4, 9.0), (revised.Estimate.N, revised.Estimate.Mean));
        Assert.Single(revised.Evidence);
    }

    [Fact]
    public void AChangeWithoutEvidenceIsWithdrawnUnlessSomebodyAcceptedIt()
    {
        var change = Proposed(Shift(3, 6));
        Assert.Same(change, AlgorithmChangeRules.Withdraw(change, s_week.Plus(1), "cycle", s_now));
        Assert.Equal(AlgorithmChangeStatus.Withdrawn, AlgorithmChangeRules.Withdraw(change, s_week, "cycle", s_now).Status);
        var accepted = AlgorithmChangeRules.Decide(change, CandidateDecision.Implement, "Yes.", "ann", s_now).Change;
        Assert.Equal(AlgorithmChangeStatus.Accepted, AlgorithmChangeRules.Withdraw(accepted, s_week, "cycle", s_now).Status);
        var both = AlgorithmChangeRules.Observe(change, Shift(3, 10), s_week.Plus(1), "cycle", s_now);
        var left = AlgorithmChangeRules.Withdraw(both, s_week, "cycle", s_now);
        Assert.Equal((AlgorithmChangeStatus.Proposed, 10.0), (left.Status, left.Estimate.Mean));
    }

    [Fact]
    public void ItIsDecidedOnceAndADeferredOneAgain()
    {
        var change = Proposed(Shift(3, 6));
        var deferred = AlgorithmChangeRules.Decide(change, CandidateDecision.Defer, "Later.", "ann", s_now).Change;
        Assert.Equal(AlgorithmChangeStatus.Deferred, deferred.Status);
        var rejected = AlgorithmChangeRules.Decide(deferred, CandidateDecision.Reject, "No.", "ann", s_now).Change;
        Assert.Equal((AlgorithmChangeStatus.Rejected, true), (rejected.Status, rejected.HasEnded));
        Assert.Equal(
            AlgorithmChangeRefusalKind.Decided,
            AlgorithmChangeRules.Decide(rejected, CandidateDecision.Implement, "Yes.", "ann", s_now).Refusal!.Kind
        );
        Assert.Equal(["proposed", "deferred", "rejected"], rejected.History.Select(step => AlgorithmChangeRules.Word(step.Status)));
        Assert.Same(rejected, AlgorithmChangeRules.Observe(rejected, Shift(3, 9), s_week.Plus(1), "cycle", s_now));
    }

    [Theory]
    [InlineData(CandidateDecision.Reject, 0, true)]
    [InlineData(CandidateDecision.Reject, 12, true)]
    [InlineData(CandidateDecision.Reject, 13, false)]
    public void WhatWasRejectedIsNotProposedAgainForAWhile(CandidateDecision decision, int weeks, bool isSettled)
    {
        var ended = AlgorithmChangeRules.Decide(Proposed(Shift(3, 6)), decision, "No.", "ann", s_now).Change;
        Assert.Equal(isSettled, AlgorithmChangeRules.IsSettled(ended, s_week.Plus(weeks)));
    }

    [Fact]
    public void ItIsImplementedOnlyOnceAcceptedAndNotInTheFuture()
    {
        var made = new Implementation("v3", "v4", new DateOnly(2025, 1, 4));
        var change = Proposed(Shift(3, 6));
        Assert.Equal(AlgorithmChangeRefusalKind.NotAccepted, AlgorithmChangeRules.Implement(change, made, "ann", s_now).Refusal!.Kind);
        var accepted = AlgorithmChangeRules.Decide(change, CandidateDecision.Implement, "Yes.", "ann", s_now).Change;
        Assert.Equal(
            AlgorithmChangeRefusalKind.InFuture,
            AlgorithmChangeRules.Implement(accepted, made with { On = new DateOnly(2025, 1, 5) }, "ann", s_now).Refusal!.Kind
        );
        Assert.Equal(
            AlgorithmChangeRefusalKind.SameVersion,
            AlgorithmChangeRules.Implement(accepted, made with { VersionTo = "v3" }, "ann", s_now).Refusal!.Kind
        );
        var validating = AlgorithmChangeRules.Implement(accepted, made, "ann", s_now).Change;
        Assert.Equal((AlgorithmChangeStatus.Validating, made), (validating.Status, validating.Implementation));
        Assert.Same(validating, AlgorithmChangeRules.Implement(validating, made, "ann", s_now).Change);
        // What is seen after it was made is the validation's concern; what was seen before still counts, and the proposal stays as it was
        // decided.
        Assert.Same(validating, AlgorithmChangeRules.Observe(validating, Shift(3, 9), s_week, "cycle", s_now));
        var before = AlgorithmChangeRules.Observe(validating, Shift(9, 12), s_week.Plus(-1), "cycle", s_now);
        Assert.Equal((12, "Increase default DTE by 6 days"), (before.Estimate.N, before.Proposal));
    }

    [Fact]
    public void ItCanEndInEachOfThreeWaysButIsKeptOnlyAfterFourWeeks()
    {
        var made = new Implementation("v3", "v4", new DateOnly(2025, 1, 4));
        var validating = AlgorithmChangeRules
            .Implement(
                AlgorithmChangeRules.Decide(Proposed(Shift(3, 6)), CandidateDecision.Implement, "Yes.", "ann", s_now).Change,
                made,
                "ann",
                s_now
            )
            .Change;
        var early = Validation.Compare(Key, made, [], new DateOnly(2025, 1, 31));
        var late = Validation.Compare(Key, made, [], new DateOnly(2025, 2, 1));
        Assert.Equal((false, true, new DateOnly(2025, 1, 31)), (early.IsComplete, late.IsComplete, early.After.Through));
        Assert.Equal(AlgorithmChangeRefusalKind.Incomplete, Conclude(ValidationOutcome.Kept, early).Refusal!.Kind);
        Assert.Equal(AlgorithmChangeStatus.Kept, Conclude(ValidationOutcome.Kept, late).Change.Status);
        Assert.Equal(AlgorithmChangeStatus.RolledBack, Conclude(ValidationOutcome.RolledBack, early).Change.Status);
        Assert.Equal(AlgorithmChangeStatus.Modified, Conclude(ValidationOutcome.Modified, early).Change.Status);
        Assert.Equal(early, Conclude(ValidationOutcome.Modified, early).Change.Validation);

        (AlgorithmChange Change, AlgorithmChangeRefusal? Refusal) Conclude(ValidationOutcome outcome, ValidationReport report) =>
            AlgorithmChangeRules.Conclude(validating, outcome, report, "So it was.", "ann", s_now);
    }

    private static AlgorithmChange Proposed(Pattern pattern) => AlgorithmChangeRules.Propose($"{Key}.1", pattern, s_week, "cycle", s_now);

    private static Pattern Shift(int n, int days) =>
        Assert.Single(PatternDetection.Find(Many(n, _ => Match(MatchKind.Modify, days: days))));
}
