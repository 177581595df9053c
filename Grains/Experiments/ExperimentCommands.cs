using LearningActors.Prompts;

namespace LearningActors.Experiments;

/// <summary>Whether a command may be carried out, and what is said where it may not.</summary>
internal static class ExperimentCommands
{
    /// <summary>Who ends an experiment that has lost its signal.</summary>
    internal const string Service = "LearningActors";

    /// <summary>What is compared with the champion before it is not yet a champion to compare with.</summary>
    internal static ExperimentRefusal HoldoutRuns(string champion, HoldoutShare holdout) =>
        new(
            ExperimentRefusalKind.HoldoutRuns,
            $"{champion} is compared with {holdout.Version}, the champion before it, until {holdout.Until.UtcDateTime:yyyy-MM-dd}; "
                + "end that holdout first."
        );

    internal static ExperimentRefusal Unknown(string id) => new(ExperimentRefusalKind.Unknown, $"'{id}' is unknown.");

    /// <summary>Why the experiment can't be stopped, paused or resumed; null where it can.</summary>
    internal static ExperimentRefusal? WhyNotChanged(string id, Experiment? experiment) =>
        experiment switch
        {
            null => Unknown(id),
            { Status: ExperimentStatus.Ended } => new ExperimentRefusal(ExperimentRefusalKind.Ended, Ended(id, experiment)),
            _ => null,
        };

    /// <summary>Why a person can't promote the version; null where they can.</summary>
    internal static ExperimentRefusal? WhyNotPromoted(string id, Experiment? experiment, string version)
    {
        if (WhyNotChanged(id, experiment) is { } refusal)
            return refusal;
        if (experiment!.Status == ExperimentStatus.Paused)
            return new ExperimentRefusal(ExperimentRefusalKind.Paused, $"{id} is paused; resume it, or stop it.");
        if (experiment.Dropped.Contains(version))
            return new ExperimentRefusal(
                ExperimentRefusalKind.ArmWasDropped,
                $"{version} is archived: it was clearly worse than the champion."
            );
        if (experiment.Plan.Arms.All(arm => arm.Version != version))
            return new ExperimentRefusal(
                ExperimentRefusalKind.NotAnArm,
                $"{version} is not an arm of {id}; its arms are {string.Join(", ", experiment.Plan.Arms.Select(arm => arm.Version))}."
            );
        return version == ExperimentLifecycle.Champion(experiment)
            ? new ExperimentRefusal(
                ExperimentRefusalKind.AlreadyChampion,
                $"{version} is the champion already; stop the experiment to keep it."
            )
            : null;
    }

    /// <summary>Why the promotion of an experiment can't be taken back; null where it can.</summary>
    internal static ExperimentRefusal? WhyNotTakenBack(string id, ChampionStatus status) =>
        Championship.LastPromotion(status.History) switch
        {
            null => FirstChampion(status),
            { ExperimentId: { } last } when last != id => new ExperimentRefusal(
                ExperimentRefusalKind.NotTheLastPromotion,
                $"{id} did not make the present champion; {last} did."
            ),
            _ => null,
        };

    /// <summary>There is no champion to go back to.</summary>
    internal static ExperimentRefusal FirstChampion(ChampionStatus status) =>
        new(
            ExperimentRefusalKind.FirstChampion,
            $"{status.Champion} is the first champion for {status.Signal.Text()}; there is none to go back to."
        );

    /// <summary>How an experiment ended, a sentence.</summary>
    internal static string Ended(string id, Experiment? experiment) =>
        experiment?.Decision is { } decision ? $"{id} has ended: {decision.Reason}" : $"{id} never began.";

    /// <summary>The end of an experiment whose signal was given to another while it began.</summary>
    internal static ExperimentDecision LostSignal(string id, DateTimeOffset now) =>
        new(DecisionKind.Stopped, null, now, Service, $"{id} does not have its signal any more.", null);
}
