using LearningActors.Experiments;
using MathNet.Numerics.Random;

namespace LearningActors.Benchmarks.Learning;

/// <summary>A promotion, and the nights that look after it until it is taken back or stands.</summary>
/// <param name="votesPerDay">Votes a day over both.</param>
/// <param name="former">The true share of readers who like the former champion.</param>
/// <param name="present">That of the present one.</param>
internal sealed class SimulatedHoldout(double votesPerDay, double former, double present)
{
    private const double FeedbackRate = 0.3;
    private static readonly DateTimeOffset s_promoted = new(2026, 1, 19, 2, 0, 0, TimeSpan.Zero);
    private static readonly ExperimentOptions s_options = new();

    /// <returns>Whether it was taken back, and the days it took.</returns>
    internal (bool IsTakenBack, int Days) Run(int seed)
    {
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var readers = new SimulatedReaders(new World([former, present], votesPerDay), random);
        var plan = ExperimentPlanning.Default(SignalType.Buy, "v1.0", ["v1.1"], "simulation");
        var share = HoldoutRule.Share(votesPerDay, s_options, plan.VoteWindowDays);
        var experiment = ExperimentPlanning.Begin(
            "BUY-1",
            plan,
            new ArmFigures("v1.0", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
            s_promoted.AddDays(-28)
        );
        var decision = new ExperimentDecision(DecisionKind.Promoted, "v1.1", s_promoted, "rule", "", null, share, s_options.HoldoutDays);
        experiment = experiment with { Status = ExperimentStatus.Ended, Decision = decision };
        var days = new List<SimulatedDay>();
        for (var day = 1; day <= s_options.HoldoutDays; day++)
        {
            var date = DateOnly.FromDateTime(s_promoted.UtcDateTime).AddDays(day);
            SimulatedDay[] arms = [new(date, "v1.0"), new(date, "v1.1")];
            for (var i = 0; i < votesPerDay / FeedbackRate; i++)
            {
                var arm = random.NextDouble() < share ? 0 : 1;
                arms[arm].Add([readers.Vote(arm, readers.Answer(arm, day))], plan.VoteWindowDays);
            }

            days.AddRange(arms);
            var verdict = ExperimentDecisions.JudgeHoldout(experiment, [.. days.Select(one => one.At(date))], s_promoted.AddDays(day + 1));
            if (verdict.Kind != HoldoutVerdictKind.Open)
                return (verdict.Kind == HoldoutVerdictKind.Worse, day);
        }

        return (false, s_options.HoldoutDays);
    }
}
