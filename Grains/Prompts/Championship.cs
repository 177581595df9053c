using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Experiments;

namespace LearningActors.Prompts;

/// <summary>How a signal's champion and experiment change: from state to state, without effects.</summary>
internal static class Championship
{
    /// <summary>The rule's name in the history of champions.</summary>
    internal const string HoldoutRule = "holdout";

    /// <summary>Begins an experiment and says so.</summary>
    internal static ChampionState Start(ChampionState state, Experiment experiment)
    {
        var signal = experiment.Plan.Signal.Text();
        var challengers = string.Join(", ", experiment.Plan.Arms.Skip(1).Select(arm => arm.Version));
        return state with
        {
            Experiment = experiment,
            Experiments = state.Experiments + 1,
            Unraised = state.Unraised.Add(
                new Alert(
                    $"experiment-started/{experiment.Id}",
                    AlertKind.ExperimentStarted,
                    $"New prompt experiment {experiment.Id} for {signal}",
                    $"{challengers} against the champion {experiment.Plan.Arms[0].Version}, by {experiment.Plan.StartedBy}. Each arm needs {experiment.RequiredPerArm} votes."
                )
            ),
        };
    }

    /// <summary>Ends the experiment with a winner: it becomes the champion, the others are archived, a part stays with the former one.</summary>
    internal static ChampionState Promote(ChampionState state, ExperimentDecision decision, ChampionChangeKind kind, PromptOptions options)
    {
        var experiment = state.Experiment!;
        var (former, winner) = (state.Champion, decision.Winner!);
        var signal = experiment.Plan.Signal.Text();
        var losers = experiment.Plan.Arms.Select(arm => arm.Version).Where(version => version != winner);
        return End(state, decision) with
        {
            History = state.History.Add(new ChampionChange(winner, former, decision.At, decision.By, kind, decision.Reason, experiment.Id)),
            Archived = [.. state.Archived.Union(losers).Where(version => version != winner)],
            Holdout =
                options.HoldoutShare > 0
                    ? new Holdout(
                        former,
                        $"holdout-{experiment.Id}",
                        options.HoldoutShare,
                        Day(decision.At).AddDays(1),
                        decision.At.AddDays(options.HoldoutDays)
                    )
                    : null,
            Unraised = state.Unraised.Add(
                new Alert(
                    $"promotion/{experiment.Id}",
                    AlertKind.Promotion,
                    $"{winner} is the champion for {signal}",
                    $"{decision.Reason} Decided by {decision.By} in {experiment.Id}; {former} was the champion before."
                )
            ),
        };
    }

    /// <summary>Ends the experiment; the champion stays.</summary>
    internal static ChampionState Keep(ChampionState state, ExperimentDecision decision) =>
        End(state, decision) with
        {
            Archived = [.. state.Archived.Union(state.Experiment!.Plan.Arms.Skip(1).Select(arm => arm.Version))],
        };

    /// <summary>Ends the experiment without a result; its arms may be tried again.</summary>
    internal static ChampionState Stop(ChampionState state, DateTimeOffset now, string by, string reason) =>
        End(state, new ExperimentDecision(DecisionKind.Stopped, null, now, by, reason, null));

    /// <summary>Nothing is promoted by itself for now, or for good where the sample ratio is broken; said once.</summary>
    internal static ChampionState Block(ChampionState state, Experiment experiment, string reason)
    {
        if (SampleRatioIsBroken(experiment))
            return state with { Experiment = experiment };
        var blocked = experiment with { Blocked = reason };
        var alert = SampleRatioIsBroken(blocked)
            ? new Alert(
                $"sample-ratio/{experiment.Id}",
                AlertKind.SampleRatioMismatch,
                $"{experiment.Id}: sample ratio mismatch",
                $"{reason} Nothing is promoted by itself any more; find the cause, and stop the experiment."
            )
            : new Alert(
                $"promotion-blocked/{experiment.Id}",
                AlertKind.PromotionBlocked,
                $"{experiment.Id}: a promotion is blocked",
                reason
            );
        return state with { Experiment = blocked, Unraised = state.Unraised.Add(alert) };
    }

    /// <summary>Why a broken sample ratio blocks, a sentence.</summary>
    internal static string Mismatch(double p) =>
        FormattableString.Invariant($"{SampleRatio}: units did not fall on the arms as the split says (p = {p:0.0e+0}).");

    /// <summary>It blocks for good: what is wrong with the units is wrong with their votes.</summary>
    internal static bool SampleRatioIsBroken(Experiment experiment) =>
        experiment.Blocked?.StartsWith(SampleRatio, StringComparison.Ordinal) == true;

    private const string SampleRatio = "Sample ratio mismatch";

    /// <summary>Takes the last promotion back; what runs is stopped.</summary>
    internal static ChampionState Rollback(
        ChampionState state,
        SignalType signal,
        DateTimeOffset now,
        string by,
        ChampionChangeKind kind,
        string reason
    )
    {
        var (promotion, target) = (LastPromotion(state)!, BeforeLastPromotion(state)!);
        var stopped = state.Experiment is null ? state : Stop(state, now, by, $"The champion {promotion.Version} was rolled back.");
        return stopped with
        {
            History = state.History.Add(new ChampionChange(target, promotion.Version, now, by, kind, reason, promotion.ExperimentId)),
            Archived = [.. stopped.Archived.Where(version => version != target).Append(promotion.Version).Distinct()],
            Holdout = null,
            Unraised = stopped.Unraised.Add(
                new Alert(
                    $"rollback/{promotion.ExperimentId}/{state.History.Length}",
                    AlertKind.Rollback,
                    $"{target} is the champion for {signal.Text()} again",
                    $"{reason} {promotion.Version}, promoted by {promotion.ExperimentId}, was rolled back by {by}."
                )
            ),
        };
    }

    /// <summary>The promotion that a rollback would take back; null where none is left.</summary>
    internal static ChampionChange? LastPromotion(ChampionState state) =>
        Standing(state) is { Count: > 0 } standing ? standing.Peek() : null;

    /// <summary>The champion that a rollback would lead to; null where there is none.</summary>
    internal static string? BeforeLastPromotion(ChampionState state) => LastPromotion(state)?.Former;

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

    /// <summary>The shares to go on with after a pause: those of the plan without what was dropped.</summary>
    internal static ImmutableArray<double> SharesInPlay(Experiment experiment)
    {
        ImmutableArray<double> shares = [.. experiment.Plan.Arms.Select(arm => arm.Share)];
        return experiment.Dropped.Aggregate(shares, (left, version) => Segments.Without(left, Arm(experiment, version)));
    }

    private static ChampionState End(ChampionState state, ExperimentDecision decision)
    {
        var experiment = state.Experiment!;
        var ended = experiment with
        {
            Status = ExperimentStatus.Ended,
            Segments = Segments.Close(experiment.Segments, Day(decision.At)),
            Decision = decision,
        };
        return state with { Experiment = null, Unfiled = state.Unfiled.Add(ended) };
    }

    /// <summary>The promotions that no rollback has taken back, the last one on top.</summary>
    private static Stack<ChampionChange> Standing(ChampionState state)
    {
        var standing = new Stack<ChampionChange>();
        foreach (var change in state.History)
        {
            if (change.Kind is ChampionChangeKind.Promotion or ChampionChangeKind.ManualPromotion)
                standing.Push(change);
            else
                standing.Pop();
        }

        return standing;
    }

    private static int Arm(Experiment experiment, string version)
    {
        for (var i = 0; i < experiment.Plan.Arms.Length; i++)
        {
            if (experiment.Plan.Arms[i].Version == version)
                return i;
        }

        throw new ArgumentException($"{version} is no arm of {experiment.Id}.", nameof(version));
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
