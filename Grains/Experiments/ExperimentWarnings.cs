using LearningActors.Alerts;

namespace LearningActors.Experiments;

/// <summary>What a person should know of a running experiment, each once.</summary>
internal static class ExperimentWarnings
{
    /// <summary>Days without an explanation.</summary>
    private const int NoDataDays = 3;

    /// <summary>Days with explanations and without a vote: some readers come back late.</summary>
    private const int StalledDays = 7;

    /// <summary>The part of the sample that must be expected by the deadline.</summary>
    private const double ExpectedPart = 0.8;

    /// <summary>The state with the alerts that its days call for.</summary>
    /// <param name="state">A state of a running experiment.</param>
    /// <param name="days">The sums of its arms.</param>
    /// <param name="today">Days before this one count.</param>
    internal static ExperimentState Add(ExperimentState state, IReadOnlyCollection<ArmDay> days, DateOnly today)
    {
        var experiment = state.Experiment!;
        // The first whole day of the present split; days of a pause don't count.
        if (experiment.Segments.IsEmpty || experiment.Segments[^1] is not { To: null, From: var from })
            return state;
        var warnings = new (AlertKind Kind, bool Holds, string Subject, string Message)[]
        {
            (
                AlertKind.ExperimentNoData,
                today.AddDays(-NoDataDays) >= from && Sum(NoDataDays, day => day.Tally.Explanations) == 0,
                "no data",
                $"Not one explanation was assigned to its arms in the last {NoDataDays} days. Does the engine ask for assignments?"
            ),
            (
                AlertKind.ExperimentStalled,
                today.AddDays(-StalledDays) >= from
                    && Sum(StalledDays, day => day.Tally.Explanations) > 0
                    && Sum(StalledDays, day => (day.Observed ?? Metric.OfVotes(day.Tally)).Answers) == 0,
                "stalled",
                $"Its explanations of the last {StalledDays} days have no votes that count. Votes without a session don't."
            ),
            (AlertKind.ExperimentUnderpowered, IsUnderpowered(experiment, days, today), "underpowered", Underpowered(experiment)),
        };
        foreach (var (kind, _, subject, message) in warnings.Where(one => one.Holds && !state.Warned.Contains(one.Kind)))
        {
            state = state with
            {
                Warned = state.Warned.Add(kind),
                Unraised = state.Unraised.Add(
                    new Alert($"experiment-{subject.Replace(' ', '-')}/{experiment.Id}", kind, $"{experiment.Id}: {subject}", message)
                ),
            };
        }

        return state;

        long Sum(int count, Func<ArmDay, long> of) => days.Where(day => day.Day < today && day.Day >= today.AddDays(-count)).Sum(of);
    }

    /// <summary>From half of its time on: what comes in would not be enough by the deadline.</summary>
    private static bool IsUnderpowered(Experiment experiment, IReadOnlyCollection<ArmDay> days, DateOnly today)
    {
        var (begun, longest) = (DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime), DecisionRules.MaxDays(experiment));
        var passed = today.DayNumber - begun.DayNumber;
        var observed = passed - experiment.Plan.VoteWindowDays - 1;
        if (passed < longest / 2 || observed < 1)
            return false;
        var arms = ArmDays.Sum(experiment, days, today.AddDays(-1));
        var least = DecisionRules.Challengers(experiment).Append(0).Min(i => arms[i].N(experiment.Plan.Metric));
        return (double)least / observed * (longest - experiment.Plan.VoteWindowDays - 1) < ExpectedPart * experiment.RequiredPerArm;
    }

    private static string Underpowered(Experiment experiment) =>
        $"By its last day, the {DecisionRules.MaxDays(experiment)}th, an arm will have less than {ExpectedPart:P0} of the "
        + $"{experiment.RequiredPerArm} answers with votes that it needs. Stop it, and plan for fewer arms, a larger difference or "
        + "more time.";
}
