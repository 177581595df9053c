namespace LearningActors.FineTuning;

/// <summary>
/// The state of a grain that is changed by its work and by requests in between: each change follows from the one before, and is written
/// before the next.
/// </summary>
/// <param name="stored">The grain's state.</param>
/// <param name="deactivate">Ends the activation, where nobody knows what is stored.</param>
/// <param name="file">Records elsewhere what was written.</param>
internal sealed class StateInTurn<TState>(IPersistentState<TState> stored, Action deactivate, Func<Task> file)
    where TState : class
{
    private Task _lastWrite = Task.CompletedTask;

    /// <summary>What is committed; a state that is being written is not seen by those who read meanwhile.</summary>
    internal TState Present { get; private set; } = stored.State;

    /// <summary>What the state is, where none is stored.</summary>
    internal void BeginWith(TState state) => Present = state;

    /// <summary>Writes what a change makes of the state of its turn; the same state is not written.</summary>
    internal async Task WriteAsync(Func<TState, TState> change)
    {
        var (before, done) = (_lastWrite, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _lastWrite = done.Task;
        await before;
        try
        {
            var next = change(Present);
            if (ReferenceEquals(next, Present))
                return;
            await stored.WriteWholeAsync(next, deactivate);
            Present = next;
        }
        finally
        {
            done.SetResult();
        }

        await file();
    }
}
