using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Alerts;
using LearningActors.Prompts;

namespace LearningActors.Experiments;

/// <summary>How an experiment changes: from state to state, without effects. Every change of its split has a revision of its own.</summary>
internal static class ExperimentLifecycle
{
    /// <summary>The name of the holdout's rule in the history of champions.</summary>
    internal const string HoldoutRuleName = "holdout";

    /// <summary>Begins, and says so.</summary>
    internal static ExperimentState Begin(Experiment experiment)
    {
        var signal = experiment.Plan.Signal.Text();
        var challengers = string.Join(", ", experiment.Plan.Arms.Skip(1).Select(arm => arm.Version));
        return new ExperimentState
        {
            Experiment = experiment,
            Revision = 1,
            Unraised =
            [
                new Alert(
                    $"experiment-started/{experiment.Id}",
                    AlertKind.ExperimentStarted,
                    $"New prompt experiment {experiment.Id} for {signal}",
                    $"{challengers} against the champion {Champion(experiment)}, by {experiment.Plan.StartedBy}. "
                        + $"Each arm needs {experiment.RequiredPerArm} votes."
                ),
            ],
        };
    }

    /// <summary>The state of an experiment that ended before it had a grain of its own: all its effects are there.</summary>
    internal static ExperimentState OfRecord(Experiment ended) =>
        new()
        {
            Experiment = ended,
            IsReleased = true,
            IsFiled = true,
        };

    /// <summary>All units go to the champion from now on.</summary>
    internal static ExperimentState Pause(ExperimentState state, DateOnly today) =>
        state with
        {
            Revision = state.Revision + 1,
            Experiment = state.Experiment! with
            {
                Status = ExperimentStatus.Paused,
                Segments = Segments.Close(state.Experiment.Segments, today),
            },
        };

    /// <summary>Goes on with the arms that were not dropped.</summary>
    internal static ExperimentState Resume(ExperimentState state, DateOnly today) =>
        state with
        {
            Revision = state.Revision + 1,
            Experiment = state.Experiment! with
            {
                Status = ExperimentStatus.Running,
                Segments = Segments.Change(state.Experiment.Segments, today, SharesInPlay(state.Experiment)),
            },
        };

    /// <summary>Drops arms.</summary>
    internal static ExperimentState Drop(ExperimentState state, ImmutableArray<string> versions, DateOnly today) =>
        state with
        {
            Revision = state.Revision + 1,
            Experiment = Drop(state.Experiment!, versions, today),
        };

    /// <summary>Drops arms: the others share their units in proportion, from tomorrow's count on.</summary>
    internal static Experiment Drop(Experiment experiment, ImmutableArray<string> versions, DateOnly today)
    {
        if (Segments.Present(experiment.Segments) is not { } shares)
            return experiment with { Dropped = experiment.Dropped.AddRange(versions) };
        foreach (var version in versions)
            shares = Segments.Without(shares, Arm(experiment, version));
        return experiment with
        {
            Dropped = experiment.Dropped.AddRange(versions),
            Segments = Segments.Change(experiment.Segments, today, shares),
        };
    }

    /// <summary>Nothing is promoted by itself for now, or for good where the sample ratio is broken; said once.</summary>
    internal static ExperimentState Block(ExperimentState state, PromotionBlock block)
    {
        var experiment = state.Experiment!;
        if (SampleRatioIsBroken(experiment))
            return state;
        var alert =
            block.Kind == PromotionBlockKind.SampleRatioMismatch
                ? new Alert(
                    $"sample-ratio/{experiment.Id}",
                    AlertKind.SampleRatioMismatch,
                    $"{experiment.Id}: sample ratio mismatch",
                    $"{block.Reason} Nothing is promoted by itself any more; find the cause, and stop the experiment."
                )
                : new Alert(
                    $"promotion-blocked/{experiment.Id}",
                    AlertKind.PromotionBlocked,
                    $"{experiment.Id}: a promotion is blocked",
                    block.Reason
                );
        return state with { Experiment = experiment with { Blocked = block }, Unraised = Add(state.Unraised, alert) };
    }

    /// <summary>What blocks where units did not fall as planned.</summary>
    /// <param name="pValue">Of the sample ratio.</param>
    internal static PromotionBlock Mismatch(double pValue) =>
        new(
            PromotionBlockKind.SampleRatioMismatch,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Sample ratio mismatch: units did not fall on the arms as the split says (p = {pValue:0.0e+0})."
            )
        );

    /// <summary>What is wrong with the units is wrong with their votes.</summary>
    internal static bool SampleRatioIsBroken(Experiment experiment) =>
        experiment.Blocked is { Kind: PromotionBlockKind.SampleRatioMismatch };

    /// <summary>Ends it: the decision stands from here on.</summary>
    /// <param name="state">A state that has not ended.</param>
    /// <param name="decision">What was decided, and by which rule.</param>
    /// <param name="days">The arms' sums of now, which its report keeps.</param>
    /// <param name="options">How long and how large a holdout may be.</param>
    internal static ExperimentState End(
        ExperimentState state,
        ExperimentDecision decision,
        ImmutableArray<ArmDay> days,
        ExperimentOptions options
    )
    {
        var experiment = state.Experiment!;
        if (decision.Winner is not null)
        {
            var answers = Traffic.Of(days, DateOnly.FromDateTime(decision.At.UtcDateTime), experiment.Plan.VoteWindowDays).AnswersPerDay;
            decision = decision with
            {
                HoldoutShare = HoldoutRule.Share(answers, options, experiment.Plan.VoteWindowDays),
                HoldoutDays = options.HoldoutDays,
            };
        }

        return state with
        {
            Experiment = experiment with
            {
                Status = ExperimentStatus.Ended,
                Segments = Segments.Close(experiment.Segments, DateOnly.FromDateTime(decision.At.UtcDateTime)),
                Decision = decision,
            },
            Days = days,
            Unraised = decision.Winner is { } winner ? Add(state.Unraised, PromotionAlert(experiment, winner, decision)) : state.Unraised,
        };
    }

    /// <summary>Takes the promotion back that it made.</summary>
    internal static ExperimentState TakeBack(ExperimentState state, PromotionReversal reversal)
    {
        var experiment = state.Experiment!;
        var (former, winner) = (Champion(experiment), experiment.Decision!.Winner);
        return state with
        {
            Reversal = reversal,
            Unraised = Add(
                state.Unraised,
                new Alert(
                    RollbackAlertId(experiment),
                    AlertKind.Rollback,
                    $"{former} is the champion for {experiment.Plan.Signal.Text()} again",
                    $"{reversal.Reason} {winner}, promoted by {experiment.Id}, was rolled back by {reversal.By}."
                )
            ),
        };
    }

    /// <summary>The promotion was overtaken by another one before it could be taken back.</summary>
    internal static ExperimentState KeepPromotion(ExperimentState state) =>
        state with
        {
            Reversal = null,
            Unraised = [.. state.Unraised.Where(alert => alert.Id != RollbackAlertId(state.Experiment!))],
        };

    /// <summary>What its end means for the champion.</summary>
    internal static ExperimentEnd Consequence(Experiment ended)
    {
        var decision = ended.Decision!;
        var versions = ended.Plan.Arms.Select(arm => arm.Version);
        return decision.Kind switch
        {
            DecisionKind.Promoted => Promotion(ChampionChangeKind.Promotion),
            DecisionKind.PromotedManually => Promotion(ChampionChangeKind.ManualPromotion),
            DecisionKind.ChampionKept => new ExperimentEnd(ended.Id, [.. versions.Skip(1)], null),
            DecisionKind.Stopped => new ExperimentEnd(ended.Id, [], null),
            _ => throw new ArgumentOutOfRangeException(nameof(ended), decision.Kind, "Not an end."),
        };

        ExperimentEnd Promotion(ChampionChangeKind kind) =>
            new(
                ended.Id,
                [.. versions.Where(version => version != decision.Winner)],
                new Promotion(
                    decision.Winner!,
                    decision.At,
                    decision.By,
                    kind,
                    decision.Reason,
                    decision.HoldoutShare,
                    decision.HoldoutDays
                )
            );
    }

    /// <summary>How units fall on its arms now; without a split while it is paused.</summary>
    internal static ExperimentClaim Claim(ExperimentState state)
    {
        var experiment = state.Experiment!;
        var shares = experiment.Status == ExperimentStatus.Running ? Segments.Present(experiment.Segments) : null;
        return new ExperimentClaim(
            experiment.Id,
            state.Revision,
            shares is { } split ? new ExperimentSplit(experiment.Id, [.. experiment.Plan.Arms.Select(arm => arm.Version)], split) : null
        );
    }

    /// <summary>The shares to go on with after a pause: those of the plan without what was dropped.</summary>
    internal static ImmutableArray<double> SharesInPlay(Experiment experiment)
    {
        ImmutableArray<double> shares = [.. experiment.Plan.Arms.Select(arm => arm.Share)];
        return experiment.Dropped.Aggregate(shares, (left, version) => Segments.Without(left, Arm(experiment, version)));
    }

    /// <summary>The champion that it was started against.</summary>
    internal static string Champion(Experiment experiment) => experiment.Plan.Arms[0].Version;

    private static Alert PromotionAlert(Experiment experiment, string winner, ExperimentDecision decision) =>
        new(
            $"promotion/{experiment.Id}",
            AlertKind.Promotion,
            $"{winner} is the champion for {experiment.Plan.Signal.Text()}",
            $"{decision.Reason} Decided by {decision.By} in {experiment.Id}; {Champion(experiment)} was the champion before."
        );

    private static string RollbackAlertId(Experiment experiment) => $"rollback/{experiment.Id}";

    private static ImmutableArray<Alert> Add(ImmutableArray<Alert> alerts, Alert alert) =>
        alerts.Any(one => one.Id == alert.Id) ? alerts : alerts.Add(alert);

    private static int Arm(Experiment experiment, string version)
    {
        for (var i = 0; i < experiment.Plan.Arms.Length; i++)
        {
            if (experiment.Plan.Arms[i].Version == version)
                return i;
        }

        throw new ArgumentException($"{version} is not an arm of {experiment.Id}.", nameof(version));
    }
}
