using System.Globalization;
using Spectre.Console;

namespace LearningActors.Benchmarks;

/// <summary>The measurements, as a table that is printed at the end.</summary>
internal sealed class Report
{
    private readonly Table _table = new Table().AddColumns("measurement", "ratio", "wanted", "figures");

    internal void Add(string measurement, double ratio, string wanted, string figures)
    {
        AnsiConsole.WriteLine($"{measurement}: {ratio.ToString("0.00", CultureInfo.InvariantCulture)} ({wanted}) {figures}");
        _table.AddRow(Markup.Escape(measurement), ratio.ToString("0.00", CultureInfo.InvariantCulture), wanted, Markup.Escape(figures));
    }

    /// <summary>
    /// Adds how two rates compare. They are measured in turns, so that the machine's moods meet both alike; told is the pair whose ratio is
    /// the median.
    /// </summary>
    internal async Task CompareAsync(string measurement, string wanted, Func<Task<double>> measured, Func<Task<double>> beside)
    {
        const int Rounds = 5;
        var pairs = new List<(double Ratio, double Measured, double Beside)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (second, first) = (await beside(), await measured());
            pairs.Add((first / second, first, second));
        }

        var median = pairs.OrderBy(pair => pair.Ratio).ElementAt(Rounds / 2);
        Add(
            measurement,
            median.Ratio,
            wanted,
            string.Create(CultureInfo.InvariantCulture, $"{median.Measured:N0} / {median.Beside:N0} per second")
        );
    }

    internal void Print() => AnsiConsole.Write(_table);
}
