using LearningActors.Brokers;
using LearningActors.Cli.Files;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Import;

/// <summary>Sends a broker's history of an account to the service and accounts for every row.</summary>
public sealed class ImportBrokerCommand(LearningClient client, IAnsiConsole console)
{
    /// <summary>Sends the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="context">What it does not say itself.</param>
    /// <param name="mapping">Where a mapping is; null where the file is a known export.</param>
    /// <returns>
    /// The exit code: 0 where executions are stored, now or before, and every row that moves a position is among them.
    /// </returns>
    /// <exception cref="CommandException">The file is not what it looks like.</exception>
    /// <exception cref="LearningApiException">The service refused.</exception>
    public async Task<int> RunAsync(InputFile file, BrokerFileContext context, string? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var history = Read(file, context, mapping);
        MovementRow[] movements = [.. history.Rows.OfType<MovementRow>()];
        var lines = movements
            .GroupBy(row => row.Movement.Id)
            .ToDictionary(row => row.Key, row => string.Join(", ", row.Select(one => one.Line)));
        var (stored, duplicates, refused) = (0, new List<string>(), new List<UnusableRow>());
        await console
            .Progress()
            .AutoClear(false)
            .StartAsync(async progress =>
            {
                var sending = progress.AddTask("executions", maxValue: Math.Max(1, movements.Length));
                foreach (var batch in movements.Chunk(LearningClient.BatchSize))
                {
                    var answer = await client.RecordExecutionsAsync([.. batch.Select(row => ExecutionJson.Of(row.Movement))]);
                    stored += answer.Stored;
                    duplicates.AddRange(answer.DuplicateIds);
                    refused.AddRange(
                        batch
                            .Zip(answer.Results)
                            .Where(one => one.Second.Error is not null)
                            .Select(one => new UnusableRow(one.First.Line, one.Second.Error!, MovesPosition: true))
                    );
                    sending.Increment(batch.Length);
                }
            });

        UnusableRow[] unusable = [.. history.Rows.OfType<UnusableRow>(), .. refused];
        foreach (var cause in unusable.GroupBy(row => row.Reason))
            console.WriteLine(Said([.. cause.Select(row => row.Line).Order()], cause.Key));
        if (duplicates.Count > 0)
            console.WriteLine($"Stored before: line {string.Join(", ", duplicates.Select(id => lines[id]))}.");
        console.WriteLine(
            $"{history.Rows.Count} rows: {stored} executions stored, {duplicates.Count} stored before, "
                + $"{history.Rows.OfType<CashRow>().Count()} movements of cash, {unusable.Length} not usable."
        );
        if (stored + duplicates.Count == 0)
        {
            console.WriteLine("Nothing was stored.");
            return 1;
        }

        var missing = unusable.Count(row => row.MovesPosition);
        if (missing == 0)
            return 0;
        console.WriteLine($"Positions are wrong until the {missing} rows that move them are usable.");
        return 1;
    }

    private static BrokerHistory Read(InputFile file, BrokerFileContext context, string? mapping)
    {
        try
        {
            return BrokerFile.Read(file.Text, context, mapping is null ? null : CsvMapping.Parse(InputFile.OpenMapping(mapping)));
        }
        catch (UnknownBrokerFileException unknown)
        {
            throw new CommandException($"{file.Path}: {unknown.Message}");
        }
    }

    /// <summary>Rows of one cause are said once.</summary>
    private static string Said(int[] lines, string reason) =>
        lines.Length == 1 ? $"line {lines[0]} {reason}" : $"{lines.Length} rows, first line {lines[0]}: {reason}";
}
