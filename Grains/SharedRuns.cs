namespace LearningActors;

/// <summary>
/// Work that several want at once, and that is done once for all of them. For the turns of one grain that is <c>[Reentrant]</c>.
/// </summary>
/// <param name="run">The work.</param>
internal sealed class SharedRuns<T>(Func<Task<T>> run)
{
    private Task<T>? _running;
    private Task<T>? _next;

    /// <summary>The run under way, or one that begins now.</summary>
    internal Task<T> CurrentAsync() => _running ??= BeginAsync(Task.CompletedTask);

    /// <summary>
    /// A run that begins after this call, and so sees what was there before it. All who come while one is under way share the next one.
    /// </summary>
    internal Task<T> NextAsync() => _running is null ? CurrentAsync() : _next ??= BeginAsync(_running);

    private async Task<T> BeginAsync(Task before)
    {
        await Task.Yield();
        // Who waits for the run before is told of its failure; this one is another.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            return await run();
        }
        finally
        {
            (_running, _next) = (_next, null);
        }
    }
}
