using System.Globalization;
using LearningActors.Cli.Files;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Replay;

/// <summary>Sends a file of explanations and votes to the service, and prints the figures of its days.</summary>
public sealed class ReplayCommand(LearningClient client, IAnsiConsole console)
{
    /// <summary>Days that the service analyses at most.</summary>
    private const int LongestAnalysis = 90;

    /// <summary>Sends the file.</summary>
    /// <returns>The exit code: 0 where an explanation is stored, also beside unusable lines, since those are reported.</returns>
    /// <exception cref="LearningApiException">The service refused.</exception>
    public async Task<int> RunAsync(InputFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var lines = ReplayFile.Read(file.Text.ReplaceLineEndings("\n").Split('\n')).ToArray();
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
                            .Zip(answer.Results)
                            .Where(one => one.Second.Error is not null)
                            .Select(one => $"line {one.First.Number}: {one.Second.Error}")
                    );
                    sending.Increment(batch.Length);
                }

                if (votes.Length == 0)
                    return;
                var rating = progress.AddTask("feedback", maxValue: votes.Length);
                foreach (var batch in votes.Chunk(LearningClient.BatchSize))
                {
                    var outcomes = (await client.RateAsync([.. batch.Select(line => line.Vote!)])).Results;
                    refused.AddRange(
                        batch
                            .Zip(outcomes)
                            .Where(one => one.Second.Error is not null)
                            .Select(one => $"line {one.First.Number}: {one.Second.Error}")
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
            $"{lines.Length} lines: {stored} explanations stored, {duplicates} stored before, "
                + $"{unusable.Length + unstored.Count} not usable; {votes.Length - refused.Count} votes taken, {refused.Count} refused."
        );
        if (stored + duplicates == 0)
        {
            console.WriteLine("Nothing was stored.");
            return 1;
        }

        if (usable.Any(line => line.Explanation!.GeneratedAt is not null))
            Print(await client.AnalyticsAsync(LongestAnalysis), $"of the last {LongestAnalysis} days");
        else
            Print(await client.AnalyticsAsync(1), "of today");
        return 0;
    }

    private void Print(AnalyticsResponse analytics, string days)
    {
        console.WriteLine($"Explanations and votes {days}:");
        console.Write(Table("signal", analytics.BySignal.Select(one => (one.Signal, (FeedbackSummary)one))));
        console.Write(Table("ticker", analytics.ByTicker.Select(one => (one.Ticker, (FeedbackSummary)one))));
    }

    private static Table Table(string what, IEnumerable<(string Name, FeedbackSummary Figures)> groups)
    {
        var table = new Table().AddColumns(what, "explanations", "votes", "positive", "95 % interval");
        foreach (var (name, figures) in groups)
        {
            var positive = figures.PositiveFeedback;
            table.AddRow(
                Markup.Escape(name),
                $"{figures.TotalExplanations}",
                $"{figures.TotalFeedback}",
                Percent(positive.Rate),
                $"{Percent(positive.Lower)} – {Percent(positive.Upper)}"
            );
        }

        return table;
    }

    private static string Percent(double? fraction) => fraction?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "–";
}
