namespace LearningActors;

/// <summary>Time that the parts of some work share: what one leaves over is there for the next.</summary>
/// <remarks>It is real time, whatever the learning clock says.</remarks>
internal readonly struct TimeBudget(TimeSpan total, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>Since the work began.</summary>
    internal TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>What is left; zero or less when the budget is spent.</summary>
    internal TimeSpan Left => total - Elapsed;

    /// <summary>What is left, for those who can't wait for less than nothing.</summary>
    internal TimeSpan LeftOrNone => Left is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
