using System.Diagnostics;
using System.Runtime.InteropServices;
using LearningActors.Benchmarks.Chaos.Faults;
using Spectre.Console;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>
/// Lets the service live through one fault after the other, under load of all kinds. After each it is checked that no acknowledged fact
/// is lost or doubled, that sums equal a recount, that no cycle was skipped or done twice, and that nothing was answered but 2xx, 4xx
/// and 503.
/// </summary>
internal sealed class ChaosRun(ChaosOptions options)
{
    private const int WrongLives = 5;

    /// <summary>Faults that are made however slow the machine is.</summary>
    private const int Fewest = 5;
    private static readonly TimeSpan s_workWithin = TimeSpan.FromSeconds(20);
    private readonly ChaosReport _report = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Random _random = new(options.Seed);
    private readonly IFault[] _faults =
    [
        .. KillFaults
            .All.Concat(DatabaseFaults.All)
            .Concat(NetworkFaults.All)
            .Concat(OtherFaults.All)
            .Where(fault => Wants(options, fault)),
    ];
    private readonly Queue<IFault> _next = [];
    private int _lives;
    private volatile bool _isAsked;

    /// <returns>Whether everything held.</returns>
    /// <exception cref="FormatException">A fault that was asked for is none.</exception>
    internal async Task<bool> RunAsync()
    {
        if (options.Faults.FirstOrDefault(name => name != "kills" && _faults.All(fault => fault.Name != name)) is { } unknown)
            throw new FormatException($"'{unknown}' is no fault.");
        AnsiConsole.WriteLine($"Chaos on {Hosting.GrainRuntime.Name}, {options.Silos} hosts, --seed {options.Seed}");
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        await using var server = await ChaosServer.StartAsync();
        while (!IsOver && _report.WrongLives < WrongLives)
            await LiveAsync(server);
        _report.Print(options, _watch.Elapsed, _lives);
        return _report.WrongLives == 0 && _report.Faults > 0;
    }

    private bool IsOver =>
        _isAsked
        || (options.Kills > 0 && _report.Kills >= options.Kills)
        || (options.Minutes > 0 && _watch.Elapsed.TotalMinutes >= options.Minutes && _report.Faults >= Fewest);

    /// <summary>After the fault under way, with the report.</summary>
    private void End(PosixSignalContext context) => (context.Cancel, _isAsked) = (true, true);

    private static bool Wants(ChaosOptions options, IFault fault) =>
        options.Faults.Count == 0 || options.Faults.Contains(fault.Name) || (fault.IsKill && options.Faults.Contains("kills"));

    /// <summary>From an empty database through so many faults, or to the first thing that is wrong.</summary>
    private async Task LiveAsync(ChaosServer server)
    {
        var life = ++_lives;
        await using var world = await ChaosWorld.StartAsync(server, options.Silos);
        if (life == 1)
            _watch.Restart();
        var load = new ChaosLoad(world, $"{life}", options.Seed + (life * 1000));
        load.Resume();
        await load.MoreAsync(200, s_workWithin);
        for (var i = 0; i < options.Life && !IsOver; i++)
        {
            var fault = NextFault(world);
            IReadOnlyList<string> wrong;
            var began = Stopwatch.GetTimestamp();
            var ready = TimeSpan.Zero;
            try
            {
                await Fault.SomeTimeAsync(_random, 700);
                WakeSometimes(world);
                began = Stopwatch.GetTimestamp();
                await fault.RunAsync(world, _random);
                await world.UntilReadyAsync();
                ready = Stopwatch.GetElapsedTime(began);
                await load.MoreAsync(150, s_workWithin);
                await load.PauseAsync();
                wrong =
                [
                    .. await world.Cycles.CheckAsync(world),
                    .. await FactCheck.RunAsync(world),
                    .. await SumCheck.RunAsync(world, _random),
                    .. world.Answers.Violations,
                ];
            }
            catch (Exception exception) when (exception is ChaosException or InvalidOperationException)
            {
                wrong = [exception.Message, .. world.Answers.Violations];
            }

            _report.Add(fault, ready, wrong);
            Tell(world, fault, ready, Stopwatch.GetElapsedTime(began), wrong);
            if (wrong.Count > 0)
            {
                _report.WrongLives++;
                break;
            }

            load.Resume();
        }

        _report.Add(world);
        await load.PauseAsync();
        await load.EndAsync();
    }

    /// <summary>Each once in a random order, and again.</summary>
    private IFault NextFault(ChaosWorld world)
    {
        while (true)
        {
            if (_next.Count == 0)
            {
                var faults = _faults.ToArray();
                _random.Shuffle(faults);
                foreach (var one in faults)
                    _next.Enqueue(one);
            }

            var fault = _next.Dequeue();
            if (fault.Missing(world) is not { } missing)
                return fault;
            _report.Missing(fault, missing);
        }
    }

    /// <summary>The clock moves on by some hours, and what is then due begins: the fault meets it in the middle.</summary>
    private void WakeSometimes(ChaosWorld world)
    {
        if (_random.Next(2) == 0)
            return;
        world.Clock.Ahead += TimeSpan.FromMinutes(_random.Next(20 * 60));
        _ = ChaosWorld.WakeAsync(world.Nodes[_random.Next(world.Nodes.Count)]);
        Thread.Sleep(_random.Next(150));
    }

    private void Tell(ChaosWorld world, IFault fault, TimeSpan ready, TimeSpan all, IReadOnlyList<string> wrong)
    {
        AnsiConsole.WriteLine(
            FormattableString.Invariant($"{_report.Faults, 5} {_watch.Elapsed:hh\\:mm\\:ss} {fault.Name, -30} ")
                + FormattableString.Invariant($"ready {ready.TotalSeconds, 5:0.0} s, checked {all.TotalSeconds, 5:0.0} s; ")
                + FormattableString.Invariant(
                    $"{world.Log.Acknowledged:N0} acknowledged, {world.Cycles.Ended} cycles{(wrong.Count > 0 ? ": WRONG" : "")}"
                )
        );
        foreach (var one in wrong)
            AnsiConsole.WriteLine($"      {one}");
        if (wrong.Count == 0)
            return;
        foreach (var node in world.Nodes)
            AnsiConsole.WriteLine($"      ---- {node.Port}\n{(node.Faults.Length > 0 ? node.Faults : node.LastWords)}");
    }
}
