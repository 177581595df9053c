using LearningActors.Experiments;

namespace LearningActors.Prompts;

/// <summary>What a signal's state becomes when somebody looks at its figures, and what is to be said of it. Without effects.</summary>
internal static class ChampionDecisions
{
    /// <summary>Looks at the running experiment and decides by its rule, if it is ready.</summary>
    /// <param name="state">A state with an experiment.</param>
    /// <param name="days">The sums of its arms.</param>
    /// <param name="occurrence">What made the look.</param>
    /// <param name="now">UTC; days before this one count.</param>
    /// <param name="options">How a promotion is held out.</param>
    internal static (ChampionState State, string Said) Look(
        ChampionState state,
        IReadOnlyCollection<ArmDay> days,
        string occurrence,
        DateTimeOffset now,
        PromptOptions options
    )
    {
        var through = Yesterday(now);
        var experiment = state.Experiment!;
        experiment = experiment with
        {
            Looks = experiment.Looks.Add(new Look(occurrence, now, through, ArmDays.Sum(experiment, days, through))),
        };
        var verdict = DecisionRules.Decide(experiment);
        state = state with { Experiment = experiment };
        if (verdict.Kind == VerdictKind.Promote && WhyBlocked(experiment, verdict.Winner!, days, through) is { } blocked)
        {
            state = Championship.Block(state, experiment, blocked);
            verdict = DecisionRules.SampleIsComplete(experiment)
                ? verdict with
                {
                    Kind = VerdictKind.KeepChampion,
                    Winner = null,
                    Reason = $"{verdict.Winner} was not promoted. {blocked}",
                }
                : verdict with
                {
                    Kind = VerdictKind.Continue,
                    Winner = null,
                    Reason = $"{verdict.Winner} is not promoted. {blocked}",
                };
        }

        var decision = new ExperimentDecision(
            verdict.Kind == VerdictKind.Promote ? DecisionKind.Promoted : DecisionKind.ChampionKept,
            verdict.Winner,
            now,
            RuleName(experiment.Plan.Rule),
            verdict.Reason,
            verdict
        );
        state = verdict.Kind switch
        {
            VerdictKind.Promote => Championship.Promote(state, decision, ChampionChangeKind.Promotion, options),
            VerdictKind.KeepChampion => Championship.Keep(state, decision),
            _ => state,
        };
        return (state, $"{experiment.Id}: {verdict.Reason}");
    }

    /// <summary>Looks after the running experiment: its sample ratio, and arms that are clearly worse. The same state where nothing is to be done.</summary>
    internal static (ChampionState State, string Said) WatchExperiment(
        ChampionState state,
        IReadOnlyCollection<ArmDay> days,
        DateTimeOffset now
    )
    {
        var (experiment, through, said) = (state.Experiment!, Yesterday(now), new List<string>());
        if (
            !Championship.SampleRatioIsBroken(experiment)
            && ArmDays.SampleRatioPValue(experiment, days, through) is var p
            && p < ExperimentReporting.SampleRatioLevel
        )
        {
            state = Championship.Block(state, experiment, Championship.Mismatch(p));
            said.Add(Championship.Mismatch(p));
        }

        if (DecisionRules.ClearlyWorse(experiment, ArmDays.Sum(experiment, days, through)) is { IsEmpty: false } worse)
        {
            state = state with { Experiment = Championship.Drop(state.Experiment!, worse, through.AddDays(1)) };
            said.Add($"Dropped as clearly worse: {string.Join(", ", worse)}.");
        }

        return (state, $"{experiment.Id}: {(said.Count == 0 ? "nothing to do." : string.Join(" ", said))}");
    }

    /// <summary>Takes the last promotion back where it turned out worse, and ends the holdout where its time is over. The same state otherwise.</summary>
    internal static (ChampionState State, string Said) WatchHoldout(
        ChampionState state,
        SignalType signal,
        IReadOnlyCollection<ArmDay> days,
        DateTimeOffset now
    )
    {
        var holdout = state.Holdout!;
        var sums = HoldoutRule.Sums(days, holdout.Former, state.Champion, holdout.From, Yesterday(now));
        if (HoldoutRule.WhyWorse(sums[0], sums[1]) is { } why)
            return (
                Championship.Rollback(state, signal, now, Championship.HoldoutRule, ChampionChangeKind.AutomaticRollback, why),
                $"Rolled back: {why}"
            );
        return now < holdout.Until
            ? (state, "The holdout goes on.")
            : (state with { Holdout = null }, "The holdout has ended; the promotion stands.");
    }

    private static string? WhyBlocked(Experiment experiment, string winner, IReadOnlyCollection<ArmDay> days, DateOnly through)
    {
        if (Championship.SampleRatioIsBroken(experiment))
            return experiment.Blocked;
        if (ArmDays.SampleRatioPValue(experiment, days, through) is var p && p < ExperimentReporting.SampleRatioLevel)
            return Championship.Mismatch(p);
        var arms = experiment.Looks[^1].Arms;
        var violations = ArmGuardrails.Violations(arms[0], arms.Single(arm => arm.Version == winner), experiment.Plan.Guardrails);
        return violations.IsEmpty ? null : $"Guardrail metrics: {string.Join("; ", violations)}.";
    }

    private static string RuleName(DecisionRule rule) =>
        rule switch
        {
            DecisionRule.ChiSquare => "chi_square",
            DecisionRule.Anytime => "anytime",
            _ => "group_sequential",
        };

    private static DateOnly Yesterday(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
}
