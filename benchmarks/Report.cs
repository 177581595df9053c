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

    internal void Print() => AnsiConsole.Write(_table);
}
