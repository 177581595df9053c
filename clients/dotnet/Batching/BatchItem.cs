using System.Diagnostics;

namespace LearningActors.Client;

/// <summary>An item that waits, and its caller.</summary>
internal sealed class BatchItem<TItem, TOutcome>(TItem item)
    : TaskCompletionSource<TOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal TItem Item => item;

    /// <summary>The activity in which it was given.</summary>
    internal ActivityContext Caller { get; } = Activity.Current?.Context ?? default;
}
