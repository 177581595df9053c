using System.Collections.Immutable;
using LearningActors.Prompts;

namespace LearningActors.Experiments;

/// <summary>What an experiment's state becomes when its figures are looked at, and what is to be said of it. Without effects.</summary>
internal static class ExperimentDecisions
{
    /// <summary>Looks at a running experiment and decides by its rule, if it is ready.</summary>
    /// <param name="state">A state of a running experiment.</param>
    /// <param name="days">The sums of its arms.</param>
    /// <param name="occurrence">What made the look.</param>
    /// <param name="now">UTC; days before this one count.</param>
    /// <param name="options">How long and how large a holdout may be.</param>
    /// <param name="withBoundaries">Whether to compute the boundaries that are not needed to decide; they take the longest.</param>
    internal static (ExperimentState State, string Said) Look(
        ExperimentState state,
        ImmutableArray<ArmDay> days,
        string occurrence,
        DateTimeOffset now,
        ExperimentOptions options,
        bool withBoundaries = true
    )
    {
        var through = Yesterday(now);
        var experiment = state.Experiment!;
        experiment = experiment with
        {
            Looks = experiment.Looks.Add(new Look(occurrence, now, through, ArmDays.Sum(experiment, days, through))),
        };
        state = state with { Experiment = experiment };
        var verdict = DecisionRules.Decide(experiment, withBoundaries);
        if (
            verdict.Kind == VerdictKind.Promote
            && WhyNotPromoted(experiment, verdict.Winner!, days, experiment.Looks[^1].Arms, now) is { } block
        )
        {
            state = ExperimentLifecycle.Block(state, block);
            verdict = Blocked(verdict, block, DecisionRules.SampleIsComplete(experiment));
        }

        return (
            verdict.Kind switch
            {
                VerdictKind.Promote => End(DecisionKind.Promoted),
                VerdictKind.KeepChampion => End(DecisionKind.ChampionKept),
                VerdictKind.Continue => state,
                _ => throw new InvalidOperationException($"{verdict.Kind} is not a verdict."),
            },
            $"{experiment.Id}: {verdict.Reason}"
        );

        ExperimentState End(DecisionKind kind) =>
            ExperimentLifecycle.End(
                state,
                new ExperimentDecision(kind, verdict.Winner, now, experiment.Plan.Rule.Text(), verdict.Reason, verdict),
                days,
                options
            );
    }

    /// <summary>
    /// Looks after a running experiment: its sample ratio, and arms that are clearly worse. The same state where nothing is to be done.
    /// </summary>
    internal static (ExperimentState State, string Said) LookAfter(
        ExperimentState state,
        IReadOnlyCollection<ArmDay> days,
        DateTimeOffset now
    )
    {
        var (experiment, through, said) = (state.Experiment!, Yesterday(now), new List<string>());
        if (!ExperimentLifecycle.SampleRatioIsBroken(experiment) && FindMismatch(experiment, days, through) is { } mismatch)
        {
            state = ExperimentLifecycle.Block(state, mismatch);
            said.Add(mismatch.Reason);
        }

        if (DecisionRules.ClearlyWorse(experiment, ArmDays.Sum(experiment, days, through)) is { IsEmpty: false } worse)
        {
            state = ExperimentLifecycle.Drop(state, worse, through.AddDays(1));
            said.Add($"Dropped as clearly worse: {string.Join(", ", worse)}.");
        }

        state = ExperimentWarnings.Add(state, days, through.AddDays(1));
        return (state, $"{experiment.Id}: {(said.Count == 0 ? "nothing to do." : string.Join(" ", said))}");
    }

    /// <summary>What the holdout after an experiment's promotion says by now.</summary>
    /// <param name="promoted">The experiment that made the present champion.</param>
    /// <param name="days">The sums of the former and the present champion.</param>
    /// <param name="now">UTC; days before this one count.</param>
    internal static HoldoutVerdict JudgeHoldout(Experiment promoted, IReadOnlyCollection<ArmDay> days, DateTimeOffset now)
    {
        var (from, through) = (HoldoutFrom(promoted), ArmDays.ObservedThrough(Yesterday(now), promoted.Plan.VoteWindowDays));
        var sums = HoldoutRule.Sums(days, ExperimentLifecycle.Champion(promoted), promoted.Decision!.Winner!, from, through);
        return HoldoutRule.Decide(sums[0], sums[1], through.DayNumber - from.DayNumber + 1, promoted.Decision.HoldoutDays);
    }

    /// <summary>Takes the promotion back that turned out worse, or lets it stand when that is known or the time is over.</summary>
    /// <param name="state">A state of an experiment that promoted a challenger.</param>
    /// <param name="days">The sums of the former and the present champion.</param>
    /// <param name="until">When the holdout ends, UTC.</param>
    /// <param name="now">UTC.</param>
    internal static (ExperimentState State, string Said, bool IsOver) LookAtHoldout(
        ExperimentState state,
        IReadOnlyCollection<ArmDay> days,
        DateTimeOffset until,
        DateTimeOffset now
    )
    {
        var verdict = JudgeHoldout(state.Experiment!, days, now);
        return verdict.Kind switch
        {
            HoldoutVerdictKind.Worse => (
                ExperimentLifecycle.TakeBack(
                    state,
                    new PromotionReversal(
                        now,
                        ExperimentLifecycle.HoldoutRuleName,
                        ChampionChangeKind.AutomaticRollback,
                        verdict.Reason,
                        IsConfirmed: false
                    )
                ),
                $"Rolled back: {verdict.Reason}",
                false
            ),
            HoldoutVerdictKind.Stands => (state, $"The promotion stands: {verdict.Reason}", true),
            _ when now < until => (state, verdict.Reason, false),
            _ => (state, "The holdout has ended; the promotion stands.", true),
        };
    }

    /// <summary>The first whole UTC day of the holdout after a promotion.</summary>
    internal static DateOnly HoldoutFrom(Experiment promoted) => DateOnly.FromDateTime(promoted.Decision!.At.UtcDateTime).AddDays(1);

    /// <summary>What stands against a promotion that its rule would make; null for nothing.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="winner">The version.</param>
    /// <param name="days">The sums of its arms by day.</param>
    /// <param name="arms">Those of now.</param>
    /// <param name="now">UTC; days before this one count.</param>
    internal static PromotionBlock? WhyNotPromoted(
        Experiment experiment,
        string winner,
        IReadOnlyCollection<ArmDay> days,
        ImmutableArray<ArmFigures> arms,
        DateTimeOffset now
    )
    {
        if (ExperimentLifecycle.SampleRatioIsBroken(experiment))
            return experiment.Blocked;
        if (FindMismatch(experiment, days, Yesterday(now)) is { } mismatch)
            return mismatch;
        var violations = ArmGuardrails.Violations(arms[0], arms.Single(arm => arm.Version == winner), experiment.Plan.Guardrails);
        return violations.IsEmpty
            ? null
            : new PromotionBlock(PromotionBlockKind.GuardrailMetrics, $"Guardrail metrics: {string.Join("; ", violations)}.");
    }

    private static PromotionBlock? FindMismatch(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateOnly through) =>
        ArmDays.SampleRatio(experiment, days, through) is { IsMismatch: true } ratio ? ExperimentLifecycle.Mismatch(ratio.PValue) : null;

    /// <summary>What becomes of a promotion that is blocked: with the whole sample the champion stays, before that it goes on.</summary>
    private static Verdict Blocked(Verdict promotion, PromotionBlock block, bool sampleIsComplete) =>
        sampleIsComplete
            ? promotion with
            {
                Kind = VerdictKind.KeepChampion,
                Winner = null,
                Reason = $"{promotion.Winner} was not promoted. {block.Reason}",
            }
            : promotion with
            {
                Kind = VerdictKind.Continue,
                Winner = null,
                Reason = $"{promotion.Winner} is not promoted. {block.Reason}",
            };

    private static DateOnly Yesterday(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
}
