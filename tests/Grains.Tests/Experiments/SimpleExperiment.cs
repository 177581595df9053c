using LearningActors.Analysis;
using LearningActors.Experiments;

namespace LearningActors.Tests.Experiments;

/// <summary>Experiments for tests, which begin on Monday 2026-01-05 at 02:00 UTC with the champion v1.0.</summary>
internal static class SimpleExperiment
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 5, 2, 0, 0, TimeSpan.Zero);

    internal static DateOnly Day(int number) => DateOnly.FromDateTime(Start.UtcDateTime).AddDays(number);

    internal static ExperimentPlan Plan(int challengers = 1, DecisionRule rule = DecisionRule.GroupSequential) =>
        ExperimentPlanning.Default(SignalType.Buy, "v1.0", [.. Enumerable.Range(1, challengers).Select(i => $"v1.{i}")], "test") with
        {
            Rule = rule,
        };

    internal static Experiment Begin(ExperimentPlan plan, double baseLine = 0.7) =>
        ExperimentPlanning.Begin("BUY-1", plan, Arm("v1.0", 1000, (long)(1000 * baseLine)), Start);

    /// <summary>The experiment with a look on that day.</summary>
    internal static Experiment LookOn(this Experiment experiment, int day, params ArmFigures[] arms) =>
        experiment with
        {
            Looks = experiment.Looks.Add(new Look($"day-{day}", Start.AddDays(day), Day(day - 1), [.. arms])),
        };

    internal static ArmFigures Arm(string version, long votes, long positive, long ratings = 0, long sum = 0, long squares = 0) =>
        new(version, votes * 3, votes, votes, positive, ratings, sum, squares, 0, 0, 0);

    internal static ArmDay Served(int day, string version, long explanations) =>
        new(Day(day), version, new Tally(explanations, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}
