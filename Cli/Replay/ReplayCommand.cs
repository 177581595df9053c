using System.Globalization;
using System.Text.Json;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Replay;

/// <summary>Sends a file of explanations and votes to the service, and tells what it learnt.</summary>
public sealed class ReplayCommand(LearningClient client, IAnsiConsole console)
{
    /// <summary>Sends the file.</summary>
    /// <returns>The exit code: 0 also where lines were unusable, since they are reported.</returns>
    /// <exception cref="CommandException">The file is not there, or the service refused.</exception>
    public async Task<int> RunAsync(string file)
    {
        if (!File.Exists(file))
            throw new CommandException($"There is no file {file}.");
        var lines = ReplayFile.Read(await File.ReadAllLinesAsync(file)).ToArray();
        var usable = lines.Where(line => line.Explanation is not null).ToArray();
        var votes = usable.Where(line => line.Vote is not null).ToArray();
        var (stored, duplicates) = (0, 0);
        var (refused, unstored) = (new List<string>(), new List<string>());
        await console
            .Progress()
            .AutoClear(false)
            .StartAsync(async progress =>
            {
                var sending = progress.AddTask("explanations", maxValue: Math.Max(1, usable.Length));
                foreach (var batch in usable.Chunk(LearningClient.BatchSize))
                {
                    var answer = await client.LogAsync([.. batch.Select(line => line.Explanation!)]);
                    (stored, duplicates) = (stored + answer.Stored, duplicates + answer.Duplicates);
                    unstored.AddRange(
                        batch
                            .Zip(answer.Errors)
                            .Where(one => one.Second is not null)
                            .Select(one => $"line {one.First.Number}: {one.Second}")
                    );
                    sending.Increment(batch.Length);
                }

                if (votes.Length == 0)
                    return;
                var rating = progress.AddTask("feedback", maxValue: votes.Length);
                foreach (var batch in votes.Chunk(LearningClient.BatchSize))
                {
                    var errors = await client.RateAsync([.. batch.Select(line => line.Vote!)]);
                    refused.AddRange(
                        batch.Zip(errors).Where(one => one.Second is not null).Select(one => $"line {one.First.Number}: {one.Second}")
                    );
                    rating.Increment(batch.Length);
                }
            });

        var unusable = lines.Where(line => line.Unusable is not null).ToArray();
        foreach (var line in unusable)
            console.WriteLine($"line {line.Number}: {line.Unusable}");
        unstored.ForEach(line => console.WriteLine(line));
        foreach (var line in refused)
            console.WriteLine($"vote of {line}");
        console.WriteLine(
            $"{lines.Length} lines: {stored} explanations stored, {duplicates} stored before, {unusable.Length + unstored.Count} not usable; {votes.Length - refused.Count} votes taken, {refused.Count} refused."
        );
        Print(await client.AnalyticsAsync(1));
        return 0;
    }

    private void Print(JsonElement analytics)
    {
        console.WriteLine("What the service has learnt today:");
        console.Write(Table("signal", analytics.GetProperty("by_signal")));
        console.Write(Table("ticker", analytics.GetProperty("by_ticker")));
    }

    private static Table Table(string what, JsonElement groups)
    {
        var table = new Table().AddColumns(what, "explanations", "votes", "positive", "95 % interval");
        foreach (var group in groups.EnumerateArray())
        {
            var positive = group.GetProperty("positive_feedback");
            table.AddRow(
                Markup.Escape(group.GetProperty(what).GetString()!),
                $"{group.GetProperty("total_explanations").GetInt64()}",
                $"{group.GetProperty("total_feedback").GetInt64()}",
                Percent(positive.GetProperty("rate")),
                $"{Percent(positive.GetProperty("lower"))} – {Percent(positive.GetProperty("upper"))}"
            );
        }

        return table;
    }

    private static string Percent(JsonElement fraction) =>
        fraction.ValueKind == JsonValueKind.Number ? fraction.GetDouble().ToString("0.0 %", CultureInfo.InvariantCulture) : "–";
}
