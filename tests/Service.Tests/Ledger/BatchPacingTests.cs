using LearningActors.Ledger;

namespace LearningActors.Tests.Ledger;

/// <summary>When a batch starts, from how long commits take and who comes back.</summary>
public sealed class BatchPacingTests
{
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(0.8);
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(6);

    [Fact]
    public void QuickCommitsWaitForNobody()
    {
        var pacing = new BatchPacing(4);
        Assert.Null(pacing.Completed(16, s_quick, 0, TimeSpan.Zero));
        Assert.True(pacing.MayStart(0, 1));
        Assert.False(pacing.MayStart(1, 1));
    }

    [Theory]
    [InlineData(16, 15, false)]
    [InlineData(16, 16, true)]
    [InlineData(64, 59, false)]
    [InlineData(64, 60, true)]
    public void AfterASlowCommitTheNextWaitsForThoseJustAnsweredOfASmallBatchForAll(int size, int queued, bool starts)
    {
        var pacing = new BatchPacing(4);
        var wait = pacing.Completed(size, s_slow, 0, TimeSpan.Zero);
        Assert.InRange(wait!.Value, TimeSpan.FromMilliseconds(1), s_slow / 2);
        Assert.Equal(starts, pacing.MayStart(0, queued));
        // Those who do not come are waited for so long and no longer.
        pacing.EndGathering();
        Assert.True(pacing.MayStart(0, 1));
    }

    [Fact]
    public void ATickMeantForTheGatheringBeforeDoesNotEndTheNext()
    {
        var pacing = new BatchPacing(4);
        pacing.Completed(16, s_slow, 0, TimeSpan.Zero);
        Assert.True(pacing.MayStart(0, 16));
        var now = s_slow * 1.1;
        var wait = pacing.Completed(16, s_slow, 0, now)!.Value;

        // Armed after the first commit, it comes when the second is done.
        var left = pacing.Ticked(now + TimeSpan.FromMilliseconds(0.3));
        Assert.Equal(wait - TimeSpan.FromMilliseconds(0.3), left);
        Assert.False(pacing.MayStart(0, 1));
        Assert.Null(pacing.Ticked(now + wait));
        Assert.True(pacing.MayStart(0, 1));
    }

    [Fact]
    public void ATickWhileNobodyGathersAsksForNoOther()
    {
        var pacing = new BatchPacing(4);
        pacing.Completed(16, s_slow, 0, TimeSpan.Zero);
        Assert.True(pacing.MayStart(0, 16));
        Assert.Null(pacing.Ticked(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void CallersWhoDoNotComeBackAreSoonNotWaitedForAndSeveralBatchesFlyInstead()
    {
        var pacing = new BatchPacing(4);
        for (var i = 0; i < 12; i++)
        {
            pacing.Completed(16, s_slow, 0, TimeSpan.Zero);
            pacing.EndGathering();
        }

        Assert.Null(pacing.Completed(16, s_slow, 0, TimeSpan.Zero));
        Assert.True(pacing.MaxInFlight > 1);
    }
}
