using System.Globalization;
using LearningActors.Experiments;
using LearningActors.Statistics;
using MathNet.Numerics.Random;
using Spectre.Console;

namespace LearningActors.Benchmarks.Learning;

/// <summary>How often the decision rules are right, on simulated experiments. Seeds are fixed: the same figures each time.</summary>
internal sealed class LearningBenchmark
{
    private const int Experiments = 2000;
    private const int Years = 200;
    private const int Days = 28;
    private const int Seed = 20261121;
    private static readonly DecisionRule[] s_rules = [DecisionRule.GroupSequential, DecisionRule.Anytime, DecisionRule.ChiSquare];
    private readonly Table _table = new Table().AddColumns("simulated experiments", "wanted", "group_sequential", "anytime", "chi_square");

    internal void Run()
    {
        AnsiConsole.WriteLine(
            $"{Experiments} experiments for each figure, {Days} days, four arms; seeds {Seed} and the {Experiments - 1} after it."
        );
        foreach (var ratings in new[] { 10, 30, 100 })
        {
            Shares(
                $"equal arms at 0.70, {ratings} ratings a day: false promotions",
                "≤ 5 %",
                new World([0.7, 0.7, 0.7, 0.7], ratings, []),
                IsFalse
            );
            Shares(
                $"one bad arm at 0.50, {ratings} ratings a day: false promotions",
                "≤ 5 %",
                new World([0.7, 0.7, 0.7, 0.5], ratings, []),
                IsFalse
            );
        }

        Shares("one arm at 0.80, 100 ratings a day: promoted", "≥ 95 %", new World([0.7, 0.7, 0.7, 0.8], 100, []), winner => winner == 3);
        Shares("one arm at 0.80, 30 ratings a day: promoted", "", new World([0.7, 0.7, 0.7, 0.8], 30, []), winner => winner == 3);
        double[] leanings = [.. Enumerable.Range(0, 20).Select(i => (i - 9.5) / 9.5 * 0.25)];
        Shares(
            "twenty raters of different leanings, by explanation, 100 a day: false promotions",
            "≤ 5 %",
            new World([0.7, 0.7, 0.7, 0.7], 100, [.. leanings]),
            IsFalse
        );
        Shares(
            "… and by rater, which the service does not do",
            "",
            new World([0.7, 0.7, 0.7, 0.7], 100, [.. leanings], PerRater: true),
            IsFalse
        );
        Year();
        SampleRatio();
        AnsiConsole.Write(_table);

        static bool IsFalse(int winner) => winner is 1 or 2 or 3;
    }

    private void Shares(string what, string wanted, World world, Func<int, bool> counts)
    {
        var shares = s_rules
            .Select(rule =>
            {
                var hits = Count(Experiments, i => counts(new SimulatedExperiment(world, rule, Seed + i).Run(Days).Winner) ? 1 : 0);
                var (lower, upper) = WilsonInterval.At95(hits, Experiments);
                return $"{Percent((double)hits / Experiments)} ({Percent(lower)}–{Percent(upper)})";
            })
            .ToArray();
        Add(what, wanted, shares);
    }

    /// <summary>A year of one experiment after the other, each until it ends, with nothing to find.</summary>
    private void Year()
    {
        var world = new World([0.7, 0.7, 0.7, 0.7], 100, []);
        var figures = s_rules
            .Select(rule =>
            {
                var promotions = Count(
                    Years,
                    year =>
                    {
                        var (count, left) = (0, 364);
                        for (var experiment = 0; left >= 7; experiment++)
                        {
                            var (winner, days) = new SimulatedExperiment(world, rule, Seed + (year * 100) + experiment).Run(left);
                            left -= Math.Max(7, (days + 6) / 7 * 7);
                            count += winner > 0 ? 1 : 0;
                        }

                        return count;
                    }
                );
                return ((double)promotions / Years).ToString("0.00", CultureInfo.InvariantCulture);
            })
            .ToArray();
        Add("a year of experiments for a signal, nothing to find, 100 a day: expected false promotions", "", figures);
    }

    private void SampleRatio()
    {
        const int unitsPerDay = 330;
        var alarms = Count(Experiments, i => FirstAlarm([0.25, 0.25, 0.25, 0.25], Seed + i) is null ? 0 : 1);
        var broken = Enumerable.Range(0, Experiments).Select(i => FirstAlarm([0.2, 0.25, 0.25, 0.3], Seed + i)).ToArray();
        var found = broken.Count(day => day is not null);
        Add(
            $"sample ratio, {unitsPerDay} units a day, 28 daily looks: false alarms",
            "≤ 1 %",
            [Percent((double)alarms / Experiments), "", ""]
        );
        Add(
            "sample ratio 20/25/25/30 instead of 25 each: found",
            "found",
            [$"{Percent((double)found / Experiments)}, median day {broken.Order().ElementAt(Experiments / 2)}", "", ""]
        );

        static int? FirstAlarm(double[] truth, int seed)
        {
            var random = new MersenneTwister(seed);
            var counts = new long[4];
            for (var day = 1; day <= Days; day++)
            {
                for (var unit = 0; unit < unitsPerDay; unit++)
                {
                    var place = random.NextDouble();
                    counts[
                        place < truth[0] ? 0
                        : place < truth[0] + truth[1] ? 1
                        : place < 1 - truth[3] ? 2
                        : 3
                    ]++;
                }

                if (SampleRatioMismatch.PValue(counts, [0.25, 0.25, 0.25, 0.25]) < ExperimentReporting.SampleRatioLevel)
                    return day;
            }

            return null;
        }
    }

    private void Add(string what, string wanted, string[] figures)
    {
        AnsiConsole.WriteLine($"{what}: {string.Join(" | ", figures)}");
        _table.AddRow([Markup.Escape(what), wanted, .. figures.Select(Markup.Escape)]);
    }

    /// <summary>The sum over so many independent runs, on all processors.</summary>
    private static int Count(int runs, Func<int, int> run)
    {
        var total = 0;
        Parallel.For(0, runs, i => Interlocked.Add(ref total, run(i)));
        return total;
    }

    private static string Percent(double fraction) => fraction.ToString("0.0 %", CultureInfo.InvariantCulture);
}
