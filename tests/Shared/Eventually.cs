namespace LearningActors.Tests;

/// <summary>Waits for what comes by itself, and fails where it does not.</summary>
internal static class Eventually
{
    /// <summary>A guard against waiting for ever: what is awaited may be a process that starts on a busy machine.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    internal static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? s_patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"Not within {within ?? s_patience}: {what}");
            await pause.WaitForNextTickAsync();
        }
    }
}
