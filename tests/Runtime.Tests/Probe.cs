using System.Collections.Concurrent;

namespace LearningActors.Tests;

/// <summary>What the grains under test tell the test, and what they wait for. Everything is in one process.</summary>
public static class Probe
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<string>> s_signals = new();
    private static readonly ConcurrentDictionary<string, int> s_counts = new();

    /// <summary>Raises a signal.</summary>
    public static void Raise(string name, string value = "") => Source(name).TrySetResult(value);

    /// <summary>Waits for a signal; a test that waits in vain fails after two minutes.</summary>
    public static Task<string> Raised(string name) => Source(name).Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Counts up by <paramref name="by"/> and returns the new count.</summary>
    public static int Count(string name, int by = 1) => s_counts.AddOrUpdate(name, by, (_, count) => count + by);

    /// <summary>Keeps the highest of the values.</summary>
    public static int Most(string name, int value) => s_counts.AddOrUpdate(name, value, (_, most) => Math.Max(most, value));

    private static TaskCompletionSource<string> Source(string name) =>
        s_signals.GetOrAdd(name, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
