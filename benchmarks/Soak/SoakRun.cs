using System.Diagnostics;
using LearningActors.Benchmarks.Chaos;
using LearningActors.Benchmarks.Load;
using Spectre.Console;

namespace LearningActors.Benchmarks.Soak;

/// <summary>
/// A steady rate of votes for a long time, with everything else that a desk does, and a week by the learning clock: what the process and
/// the database use must not grow.
/// </summary>
internal sealed class SoakRun(SoakOptions options)
{
    private const int Connections = 64;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private readonly List<SoakSample> _samples = [];
    private long _votes;
    private int _failed;

    internal async Task<bool> RunAsync()
    {
        AnsiConsole.WriteLine($"Soak: {options.Rate:N0} votes/s for {options.Minutes} minutes, in which a week passes.");
        await using var server = await ChaosServer.StartAsync(unlimitedDisk: true);
        await using var world = await ChaosWorld.StartAsync(server, 1, direct: true);
        var host = world.Nodes[0];
        var length = TimeSpan.FromMinutes(options.Minutes);
        var traffic = new SoakTraffic(host, world.Clock, length);
        await traffic.PrepareAsync();
        using var over = new CancellationTokenSource();
        var beside = traffic.RunAsync(over.Token);
        var sampler = new SoakSampler(host, world.Database);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < length && !beside.IsFaulted; )
        {
            var load = await VoteAsync(host.Port, traffic);
            _samples.Add(await sampler.TakeAsync(watch.Elapsed.TotalHours, load, traffic.TakeSlowestPage(), Math.Max(1, _votes)));
            if (_samples.Count % 12 == 0)
                Tell(watch.Elapsed);
        }

        await over.CancelAsync();
        await beside;
        var wrong = await world.Cycles.CheckAsync(world);
        Print(world, traffic, wrong);
        return wrong.Count == 0 && _failed == 0;
    }

    private async Task<LoadResult> VoteAsync(int port, SoakTraffic traffic)
    {
        try
        {
            var load = await LoadRun.IntervalAsync(port, Connections, s_interval, options.Rate, new Requests(traffic.Explanations).Vote);
            _votes += load.Answers;
            return load;
        }
        catch (InvalidOperationException exception)
        {
            _failed++;
            AnsiConsole.WriteLine(exception.Message);
            return new LoadResult(0, 0, double.NaN, double.NaN, double.NaN);
        }
    }

    private void Tell(TimeSpan elapsed)
    {
        var last = _samples[^1].Values;
        var named = SoakSampler.Names.Select((one, i) => FormattableString.Invariant($"{one.Name} {last[i]:0.#}"));
        AnsiConsole.WriteLine($"{elapsed:hh\\:mm\\:ss} {string.Join("; ", named)}");
    }

    /// <summary>The first tenth, in which code is compiled and caches fill, is not counted.</summary>
    private void Print(ChaosWorld world, SoakTraffic traffic, IReadOnlyList<string> wrong)
    {
        var counted = _samples.Skip(Math.Max(_samples.Count / 10, 2)).Where(one => !double.IsNaN(one.Values[0])).ToArray();
        var table = new Table().AddColumns("what", "mean", "slope an hour", "95 % interval", "of the mean", "0 in it");
        foreach (var (i, (name, mustBeFlat)) in SoakSampler.Names.Index())
        {
            var trend = Trend.Of([.. counted.Select(one => one.Hours)], [.. counted.Select(one => one.Values[i])]);
            table.AddRow(
                name,
                FormattableString.Invariant($"{trend.Mean:0.##}"),
                FormattableString.Invariant($"{trend.PerHour:0.##}"),
                FormattableString.Invariant($"{trend.Lower:0.##} to {trend.Upper:0.##}"),
                FormattableString.Invariant($"{100 * trend.PerHour / trend.Mean:0.#} %"),
                trend.MayBeFlat ? "yes"
                    : mustBeFlat ? "NO"
                    : "no, as facts come"
            );
        }

        AnsiConsole.Write(table);
        foreach (var one in wrong)
            AnsiConsole.WriteLine(one);
        AnsiConsole.WriteLine(
            $"{counted.Length} samples, {_votes:N0} votes, {traffic.Imports} imports, {world.Cycles.Ended} occurrences of cycles"
                + $"{(wrong.Count == 0 ? ", none skipped or done twice" : "")}; {_failed} intervals with an answer other than 200."
        );
    }
}
