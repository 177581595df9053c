using System.Net;
using LearningActors.Benchmarks.Chaos.Faults;
using Spectre.Console;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>Counts the faults of a run by their kind, and the violations found after each.</summary>
internal sealed class ChaosReport
{
    private readonly SortedDictionary<string, KindOfFault> _kinds = [];
    private readonly SortedDictionary<string, string> _missing = [];
    private readonly Dictionary<HttpStatusCode, long> _statuses = [];
    private long _acknowledged;
    private long _cycles;
    private long _broken;
    private int _endedSilos;

    internal int Faults => _kinds.Values.Sum(kind => kind.Count);

    internal int Kills => _kinds.Values.Where(kind => kind.IsKill).Sum(kind => kind.Count);

    /// <summary>Lives that ended because something was wrong.</summary>
    internal int WrongLives { get; set; }

    internal void Add(IFault fault, TimeSpan ready, IReadOnlyList<string> wrong)
    {
        var kind = _kinds.GetValueOrDefault(fault.Name) ?? new KindOfFault(fault.IsKill, 0, 0, TimeSpan.Zero);
        _kinds[fault.Name] = kind with
        {
            Count = kind.Count + 1,
            Wrong = kind.Wrong + (wrong.Count > 0 ? 1 : 0),
            Longest = ready > kind.Longest ? ready : kind.Longest,
        };
    }

    /// <summary>What a life has done.</summary>
    internal void Add(ChaosWorld world)
    {
        _acknowledged += world.Log.Acknowledged;
        _cycles += world.Cycles.Ended;
        _broken += world.Answers.Broken;
        _endedSilos += world.EndedSilos;
        foreach (var (status, count) in world.Answers.Statuses)
            _statuses[status] = _statuses.GetValueOrDefault(status) + count;
    }

    internal void Missing(IFault fault, string why) => _missing[fault.Name] = why;

    internal void Print(ChaosOptions options, TimeSpan took, int lives)
    {
        var table = new Table().AddColumns("fault", "times", "wrong", "ready again within");
        foreach (var (name, kind) in _kinds)
            table.AddRow(name, $"{kind.Count}", $"{kind.Wrong}", FormattableString.Invariant($"{kind.Longest.TotalSeconds:0.0} s"));
        AnsiConsole.Write(table);
        foreach (var (name, why) in _missing)
            AnsiConsole.WriteLine($"Not made: {name}, {why}.");
        AnsiConsole.WriteLine(
            FormattableString.Invariant($"{_acknowledged:N0} facts acknowledged, {_cycles:N0} occurrences of cycles, answers: ")
                + string.Join(", ", _statuses.OrderBy(one => one.Key).Select(one => $"{(int)one.Key}: {one.Value}"))
                + $", broken connections: {_broken}; {_endedSilos} silos ended by themselves."
        );
        AnsiConsole.WriteLine(
            FormattableString.Invariant($"{Faults} faults in {took:hh\\:mm\\:ss}, {Kills} of them kills, {lives} lives: ")
                + (
                    WrongLives == 0
                        ? "nothing lost, nothing doubled, sums right, no cycle skipped or done twice."
                        : $"{WrongLives} times something was WRONG."
                )
                + $" Again with --seed {options.Seed}."
        );
    }

    private sealed record KindOfFault(bool IsKill, int Count, int Wrong, TimeSpan Longest);
}
