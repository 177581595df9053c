using LearningActors.Cli.Files;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Import;

/// <summary>Sends a broker's file of executions to the service and accounts for every row.</summary>
public sealed class ImportBrokerCommand(LearningClient client, IAnsiConsole console)
{
    /// <summary>Sends the file.</summary>
    /// <returns>The exit code: 0 where an execution is stored, also beside unusable rows, since those are reported.</returns>
    /// <exception cref="CommandException">The file is not what it looks like.</exception>
    /// <exception cref="LearningApiException">The service refused.</exception>
    public async Task<int> RunAsync(InputFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var rows = BrokerFile.Read(file);
        var usable = rows.Where(row => row.Execution is not null).ToArray();
        var lines = usable
            .GroupBy(row => (string?)row.Execution!["execution_id"] ?? "")
            .ToDictionary(row => row.Key, row => string.Join(", ", row.Select(one => one.Line)));
        var (stored, duplicates) = (0, new List<string>());
        var refused = new List<string>();
        await console
            .Progress()
            .AutoClear(false)
            .StartAsync(async progress =>
            {
                var sending = progress.AddTask("executions", maxValue: Math.Max(1, usable.Length));
                foreach (var batch in usable.Chunk(LearningClient.BatchSize))
                {
                    var (isNew, known) = await SendAsync(batch, refused);
                    stored += isNew;
                    duplicates.AddRange(known);
                    sending.Increment(batch.Length);
                }
            });

        foreach (var row in rows.Where(row => row.Unusable is not null))
            console.WriteLine($"line {row.Line} {row.Unusable}");
        refused.ForEach(line => console.WriteLine(line));
        if (duplicates.Count > 0)
            console.WriteLine($"Stored before: line {string.Join(", ", duplicates.Select(id => lines[id]))}.");
        var cash = rows.Count(row => row.Cash is not null);
        console.WriteLine(
            $"{rows.Count} rows: {stored} executions stored, {duplicates.Count} stored before, {cash} movements of cash, "
                + $"{rows.Count - usable.Length - cash + refused.Count} not usable."
        );
        if (stored + duplicates.Count > 0)
            return 0;
        console.WriteLine("Nothing was stored.");
        return 1;
    }

    /// <summary>Where one is refused the batch is sent again in halves, so that the others arrive.</summary>
    private async Task<(int Stored, IReadOnlyList<string> Duplicates)> SendAsync(BrokerRow[] batch, List<string> refused)
    {
        try
        {
            var answer = await client.RecordExecutionsAsync([.. batch.Select(row => row.Execution!)]);
            refused.AddRange(
                batch
                    .Zip(answer.Results)
                    .Where(one => one.Second.Error is not null)
                    .Select(one => $"line {one.First.Line} {one.Second.Error}")
            );
            return (answer.Stored, answer.DuplicateIds);
        }
        catch (LearningApiException exception) when (exception.IsAboutTheRequest)
        {
            if (batch.Length == 1)
            {
                refused.Add($"line {batch[0].Line} {exception.Message}");
                return (0, []);
            }

            var (first, second) = (
                await SendAsync(batch[..(batch.Length / 2)], refused),
                await SendAsync(batch[(batch.Length / 2)..], refused)
            );
            return (first.Stored + second.Stored, [.. first.Duplicates, .. second.Duplicates]);
        }
    }
}
