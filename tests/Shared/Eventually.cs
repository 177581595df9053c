namespace LearningActors.Tests;

/// <summary>Waits for what comes by itself, and fails where it does not.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

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
