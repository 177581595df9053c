using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Analysis;
using LearningActors.Experiments;
using LearningActors.Statistics;
using MathNet.Numerics.Random;
using Spectre.Console;

namespace LearningActors.Benchmarks.Learning;

/// <summary>
/// How often the service is right, on simulations through the code that decides. Seeds are fixed: the same figures each time.
/// </summary>
/// <param name="runs">Simulations for each figure.</param>
internal sealed class LearningBenchmark(int runs)
{
    /// <summary>Where the page is written, from the repository's root.</summary>
    internal const string Page = "docs/learning-validity.md";

    /// <summary>Simulations for each figure of the page.</summary>
    internal const int UsualRuns = 1000;

    private const int Seed = 20261121;
    private const int SampleRatioDays = 28;
    private const int Accounts = 5;
    private const int AccountsDaily = 110;
    private static readonly DecisionRule[] s_rules = [DecisionRule.GroupSequential, DecisionRule.Anytime, DecisionRule.ChiSquare];
    private static readonly ParallelOptions s_everyProcessor = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
    private readonly List<ValidityRow> _rows = [];

    /// <summary>Simulates everything, and writes the page.</summary>
    internal void Run()
    {
        AnsiConsole.WriteLine($"{runs} simulations for each figure, each to its end; seeds {Seed} and those after it.");
        foreach (var one in ExperimentCases.All)
            Add(one.Section, one.What, one.Wanted, [.. s_rules.Select(rule => (rule.Text(), Measure(one, rule)))]);
        Year();
        Holdouts();
        SampleRatio();
        foreach (var row in JournalCases.Rows().Concat(SizeCases.Rows()).Concat(PatternCases.Rows()))
            Add(row);
        ValidityPage.Write(Page, _rows, runs);
        AnsiConsole.WriteLine($"Written: {Page}");
    }

    /// <summary>Simulates the sample ratio, and writes its section of the page.</summary>
    internal void RunSampleRatio()
    {
        SampleRatio();
        Replace([]);
    }

    /// <summary>Simulates the journal, and writes its sections of the page.</summary>
    internal void RunJournal() => Replace(JournalCases.Rows().Concat(SizeCases.Rows()));

    /// <summary>Simulates patterns and validations, and writes their section of the page.</summary>
    internal void RunPatterns() => Replace(PatternCases.Rows());

    private void Replace(IEnumerable<ValidityRow> rows)
    {
        foreach (var row in rows)
            Add(row);
        ValidityPage.Replace(Page, _rows);
        AnsiConsole.WriteLine($"Written: {Page}");
    }

    private string Measure(ExperimentCase one, DecisionRule rule)
    {
        var (hits, days) = (0, 0);
        Parallel.For(
            0,
            runs,
            s_everyProcessor,
            i =>
            {
                var (winner, took) = new SimulatedExperiment(one.World, rule, Seed + i).Run();
                Interlocked.Add(ref hits, (one.Right is { } right ? winner == right : winner > 0) ? 1 : 0);
                Interlocked.Add(ref days, took);
            }
        );
        return $"{Share(hits)}, {(double)days / runs:0} days";
    }

    /// <summary>A year of one experiment after the other, each until it ends, with nothing to find.</summary>
    private void Year()
    {
        var world = new World([0.7, 0.7, 0.7, 0.7], 100);
        var years = runs / 10;
        Add(
            ExperimentCases.Null,
            "a year of experiments for a signal, nothing to find, 100 votes a day: false promotions expected",
            "",
            [.. s_rules.Select(rule => (rule.Text(), Promotions(rule).ToString("0.00", CultureInfo.InvariantCulture)))]
        );

        double Promotions(DecisionRule rule)
        {
            var total = 0;
            Parallel.For(
                0,
                years,
                s_everyProcessor,
                year =>
                {
                    var left = 364;
                    for (var experiment = 0; left >= 7; experiment++)
                    {
                        var (winner, days) = new SimulatedExperiment(world, rule, Seed + (year * 100) + experiment).Run();
                        left -= Math.Max(7, (days + 6) / 7 * 7);
                        Interlocked.Add(ref total, winner > 0 && left >= 0 ? 1 : 0);
                    }
                }
            );
            return (double)total / years;
        }
    }

    private void Holdouts()
    {
        (double Votes, double Loss, string Wanted)[] cases =
        [
            (10, 0.1, ""),
            (30, 0.1, "≥ 35 %"),
            (100, 0.1, "≥ 80 %"),
            (1000, 0.1, ""),
            (30, 0, "≤ 5 %"),
            (100, 0, "≤ 5 %"),
            (1000, 0, "≤ 5 %"),
            (100, -0.1, "≤ 5 %"),
        ];
        foreach (var (votes, loss, wanted) in cases)
        {
            var (hits, days) = (0, 0);
            Parallel.For(
                0,
                runs,
                s_everyProcessor,
                i =>
                {
                    var (isTakenBack, took) = new SimulatedHoldout(votes, 0.7, 0.7 - loss).Run(Seed + i);
                    Interlocked.Add(ref hits, isTakenBack ? 1 : 0);
                    Interlocked.Add(ref days, took);
                }
            );
            var what = loss switch
            {
                > 0 => FormattableString.Invariant($"a promotion {loss:0.0} worse"),
                0 => "a promotion no worse",
                _ => FormattableString.Invariant($"a promotion {-loss:0.0} better"),
            };
            var share = HoldoutRule.Share(votes, new ExperimentOptions(), PlanLimits.UsualVoteWindowDays);
            Add(
                "The holdout after a promotion",
                FormattableString.Invariant($"{what}, {votes:0} votes a day, {share:0 %} stay with the former champion: taken back"),
                wanted,
                [("holdout", $"{Share(hits)}, {(double)days / runs:0} days")]
            );
        }
    }

    private void SampleRatio()
    {
        const int unitsPerDay = 330;
        const string section = "The sample ratio";
        var alarms = Enumerable.Range(0, runs).Count(i => FirstAlarm([0.25, 0.25, 0.25, 0.25], Seed + i) is not null);
        var broken = Enumerable.Range(0, runs).Select(i => FirstAlarm([0.2, 0.25, 0.25, 0.3], Seed + i)).ToArray();
        Add(section, $"{unitsPerDay} units a day, {SampleRatioDays} daily looks: false alarms", "≤ 1 %", [("sample ratio", Share(alarms))]);
        Add(
            section,
            $"20/25/25/30 instead of 25 each, {unitsPerDay} units a day: found",
            "found",
            [("sample ratio", $"{Share(broken.Count(day => day is not null))}, median day {broken.Order().ElementAt(runs / 2)}")]
        );
        var repeated = Enumerable.Range(0, runs).Select(i => RepeatedUnits(Seed + i)).ToArray();
        Add(
            section,
            $"{unitsPerDay} units a day, and {Accounts} accounts with {AccountsDaily} explanations a day together: false alarms",
            "≤ 1 %",
            [
                ("sample ratio", Share(repeated.Count(one => one.ByUnits))),
                ("by explanations", Share(repeated.Count(one => one.ByExplanations))),
            ]
        );

        // As the ledger counts: an account is a unit of the day on which it comes first, however often it is explained to.
        static (bool ByUnits, bool ByExplanations) RepeatedUnits(int seed)
        {
            var random = new Xoshiro256StarStar(seed, threadSafe: false);
            int[] arms = [.. Enumerable.Range(0, Accounts).Select(_ => random.Next(4))];
            string[] versions = ["v1.0", "v1.1", "v1.2", "v1.3"];
            var day = new DateOnly(2026, 3, 2);
            var start = new DateTimeOffset(day.AddDays(-1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var plan = ExperimentPlanning.Default(SignalType.Buy, versions[0], versions[1..], "simulation");
            var experiment = ExperimentPlanning.Begin("BUY-1", plan, ExperimentPlanning.History([], plan, day), start) with
            {
                Segments = Segments.Change([], day.AddDays(-1), [0.25, 0.25, 0.25, 0.25]),
            };
            var (units, explanations, byUnits, byExplanations) = (new List<ArmDay>(), new List<ArmDay>(), false, false);
            for (var i = 0; i < SampleRatioDays; i++, day = day.AddDays(1))
            {
                long[] counts = new long[versions.Length],
                    repeats = new long[versions.Length];
                for (var unit = 0; unit < unitsPerDay; unit++)
                    counts[random.Next(4)]++;
                for (var account = 0; account < Accounts; account++)
                {
                    counts[arms[account]] += AccountsDaily / Accounts;
                    repeats[arms[account]] += (AccountsDaily / Accounts) - (i == 0 ? 1 : 0);
                }

                foreach (var (version, arm) in versions.Select((version, arm) => (version, arm)))
                {
                    var served = new ArmDay(day, version, Tally.Sum([]) with { Explanations = counts[arm] });
                    units.Add(served with { Repeated = repeats[arm] });
                    explanations.Add(served);
                }

                byUnits |= ArmDays.SampleRatio(experiment, units, day).IsMismatch;
                byExplanations |= ArmDays.SampleRatio(experiment, explanations, day).IsMismatch;
            }

            return (byUnits, byExplanations);
        }

        static int? FirstAlarm(double[] truth, int seed)
        {
            var random = new Xoshiro256StarStar(seed, threadSafe: false);
            var counts = new long[4];
            for (var day = 1; day <= SampleRatioDays; day++)
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

    private void Add(string section, string what, string wanted, ImmutableArray<(string Method, string Figure)> figures) =>
        Add(new ValidityRow(section, what, wanted, figures));

    private void Add(ValidityRow row)
    {
        AnsiConsole.WriteLine($"{row.Case} [{row.Wanted}]: {string.Join(" | ", row.Figures.Select(one => $"{one.Method} {one.Figure}"))}");
        _rows.Add(row);
    }

    private string Share(int hits) => Figures.Share(hits, runs);
}
