using LearningActors.Alerts;
using LearningActors.Prompts;

namespace LearningActors.Experiments;

/// <summary>What an experiment does elsewhere. Each can be repeated, and the one who takes it knows it by the experiment.</summary>
internal abstract record ExperimentEffect
{
    private ExperimentEffect() { }

    /// <summary>The first effect that is not confirmed; null where nothing is left to do.</summary>
    internal static ExperimentEffect? Next(ExperimentState state) =>
        state switch
        {
            { Experiment: null } => null,
            { Experiment.Status: not ExperimentStatus.Ended } when state.ConfirmedRevision < state.Revision => new SetSplit(
                ExperimentLifecycle.Claim(state)
            ),
            { Experiment: { Status: ExperimentStatus.Ended } ended, IsReleased: false } => new Release(
                ExperimentLifecycle.Consequence(ended)
            ),
            { Experiment: { Status: ExperimentStatus.Ended } ended, IsFiled: false } => new File(ended),
            { Experiment: { } promoted, Reversal: { IsConfirmed: false } reversal } => new TakeBack(
                new PromotionRollback(promoted.Id, reversal.At, reversal.By, reversal.Kind, reversal.Reason)
            ),
            { Unraised: [var alert, ..] } => new Raise(alert),
            _ => null,
        };

    /// <summary>The state when this has happened.</summary>
    internal abstract ExperimentState Confirm(ExperimentState state);

    /// <summary>The champion sends units by the present split.</summary>
    internal sealed record SetSplit(ExperimentClaim Claim) : ExperimentEffect
    {
        /// <inheritdoc />
        internal override ExperimentState Confirm(ExperimentState state) => state with { ConfirmedRevision = Claim.Revision };
    }

    /// <summary>The champion follows the decision, and the signal is free.</summary>
    internal sealed record Release(ExperimentEnd End) : ExperimentEffect
    {
        /// <inheritdoc />
        internal override ExperimentState Confirm(ExperimentState state) => state with { IsReleased = true };
    }

    /// <summary>The end is in the ledger.</summary>
    internal sealed record File(Experiment Ended) : ExperimentEffect
    {
        /// <inheritdoc />
        internal override ExperimentState Confirm(ExperimentState state) => state with { IsFiled = true };
    }

    /// <summary>The promotion is taken back.</summary>
    internal sealed record TakeBack(PromotionRollback Rollback) : ExperimentEffect
    {
        /// <inheritdoc />
        internal override ExperimentState Confirm(ExperimentState state) =>
            state with
            {
                Reversal = state.Reversal! with { IsConfirmed = true },
            };
    }

    /// <summary>A person learns of it.</summary>
    internal sealed record Raise(Alert Alert) : ExperimentEffect
    {
        /// <inheritdoc />
        internal override ExperimentState Confirm(ExperimentState state) => state with { Unraised = state.Unraised.Remove(Alert) };
    }
}
