namespace LearningActors;

/// <summary>Writes the state of a grain that decides.</summary>
internal static class WholeState
{
    /// <summary>
    /// Writes a state in place of the one before. Where that fails, what is stored is unknown: the activation keeps what it knew,
    /// and ends, so that the next one reads what is there.
    /// </summary>
    /// <param name="stored">The grain's state.</param>
    /// <param name="next">What it becomes, whole.</param>
    /// <param name="deactivate">Ends the activation.</param>
    /// <param name="file">What follows from the state and must be done before the write counts; each activation does it again.</param>
    internal static async Task WriteWholeAsync<TState>(
        this IPersistentState<TState> stored,
        TState next,
        Action deactivate,
        Func<Task>? file = null
    )
    {
        var former = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
            if (file is not null)
                await file();
        }
        catch
        {
            stored.State = former;
            deactivate();
            throw;
        }
    }
}
