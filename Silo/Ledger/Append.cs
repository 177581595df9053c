using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace LearningActors.Ledger;

/// <summary>The outcome of a fact: its outcome, or why there is none.</summary>
internal readonly record struct Result<TOutcome>(TOutcome? Outcome, LedgerUnavailableException? Failure, bool Committed);

/// <summary>A fact of a call.</summary>
internal readonly record struct Entry<TFact, TOutcome>(Append<TFact, TOutcome> Append, int Index)
{
    internal TFact Fact => Append[Index];

    internal void Answer(Result<TOutcome> result)
    {
        if (result.Failure is { } failure)
            Append.Fail(failure);
        else
            Append.Complete(Index, result.Outcome!);
    }
}

/// <summary>One call: its facts, and its answer.</summary>
internal abstract class Append<TFact, TOutcome>
{
    internal abstract TFact this[int index] { get; }

    internal abstract void Complete(int index, TOutcome outcome);

    internal abstract void Fail(Exception exception);
}

internal sealed class OneFact<TFact, TOutcome>(TFact fact) : Append<TFact, TOutcome>
{
    private readonly TaskCompletionSource<TOutcome> _source = new();

    internal Task<TOutcome> Task => _source.Task;

    internal override TFact this[int index] => fact;

    internal override void Complete(int index, TOutcome outcome) => _source.TrySetResult(outcome);

    internal override void Fail(Exception exception) => _source.TrySetException(exception);
}

/// <summary>Its facts may be committed by several batches, at once.</summary>
internal sealed class ManyFacts<TFact, TOutcome>(ImmutableArray<TFact> facts) : Append<TFact, TOutcome>
{
    private readonly TaskCompletionSource<ImmutableArray<TOutcome>> _source = new();
    private readonly TOutcome[] _outcomes = new TOutcome[facts.Length];
    private int _open = facts.Length;

    internal Task<ImmutableArray<TOutcome>> Task => _source.Task;

    internal override TFact this[int index] => facts[index];

    internal override void Complete(int index, TOutcome outcome)
    {
        _outcomes[index] = outcome;
        if (Interlocked.Decrement(ref _open) == 0)
            _source.TrySetResult(ImmutableCollectionsMarshal.AsImmutableArray(_outcomes));
    }

    internal override void Fail(Exception exception) => _source.TrySetException(exception);
}
