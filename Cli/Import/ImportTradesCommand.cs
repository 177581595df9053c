using System.Globalization;
using System.Text.Json.Nodes;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Import;

/// <summary>Sends a file of trades to the service, has each reviewed, looks for insights, and tells what was learnt.</summary>
public sealed class ImportTradesCommand(LearningClient client, IAnsiConsole console)
{
    private const int ReviewsAtOnce = 8;

    /// <summary>Sends the file.</summary>
    /// <returns>The exit code: 0 also where trades were unusable, since they are reported.</returns>
    /// <exception cref="CommandException">The file is not there, or the service refused.</exception>
    public async Task<int> RunAsync(string file)
    {
        if (!File.Exists(file))
            throw new CommandException($"There is no file {file}.");
        var trades = TradeFile.Read(file, await File.ReadAllTextAsync(file));
        var usable = trades.Where(trade => trade.Trade is not null).ToArray();
        foreach (var rule in usable.Select(trade => trade.Rule).OfType<string>().Distinct())
            await client.EnsureStrategyAsync(rule);

        var (stored, duplicates, refused, reviewable) = (0, 0, new List<string>(), new List<string>());
        await console
            .Progress()
            .AutoClear(false)
            .StartAsync(async progress =>
            {
                var sending = progress.AddTask("trades", maxValue: Math.Max(1, usable.Length));
                foreach (var batch in usable.Chunk(LearningClient.BatchSize))
                {
                    foreach (var (trade, error, isNew) in await SendAsync(batch))
                    {
                        if (error is not null)
                            refused.Add($"{trade.Place} {error}");
                        else if (isNew)
                            stored++;
                        else
                            duplicates++;
                        if (isNew)
                            reviewable.Add((string)trade.Trade!["trade_id"]!);
                    }

                    sending.Increment(batch.Length);
                }

                var reviewing = progress.AddTask("reviews", maxValue: Math.Max(1, reviewable.Count));
                await Parallel.ForEachAsync(
                    reviewable,
                    new ParallelOptions { MaxDegreeOfParallelism = ReviewsAtOnce },
                    async (id, _) =>
                    {
                        await client.AnalyzeTradeAsync(id);
                        reviewing.Increment(1);
                    }
                );
            });

        foreach (var trade in trades.Where(trade => trade.Unusable is not null))
            console.WriteLine($"{trade.Place} {trade.Unusable}");
        refused.ForEach(line => console.WriteLine(line));
        console.WriteLine(
            $"{trades.Count} trades: {stored} stored, {duplicates} stored before, {trades.Count - usable.Length + refused.Count} not usable; {reviewable.Count} reviewed."
        );
        await PrintAsync();
        return 0;
    }

    /// <summary>What became of each trade. Where one is refused its batch is sent again one by one, so that the others arrive.</summary>
    private async Task<IReadOnlyList<(ImportedTrade Trade, string? Error, bool IsNew)>> SendAsync(ImportedTrade[] batch)
    {
        try
        {
            var answer = await client.RecordTradesAsync([.. batch.Select(trade => (JsonObject)trade.Trade!.DeepClone())]);
            return
            [
                .. batch.Zip(
                    answer.GetProperty("results").EnumerateArray(),
                    (trade, result) => (trade, result.GetProperty("error").GetString(), result.GetProperty("stored").GetBoolean())
                ),
            ];
        }
        catch (LearningApiException exception) when (exception.IsAboutTheRequest)
        {
            if (batch.Length == 1)
                return [(batch[0], exception.Message, false)];
            var half = batch.Length / 2;
            return [.. await SendAsync(batch[..half]), .. await SendAsync(batch[half..])];
        }
    }

    private async Task PrintAsync()
    {
        var found = await client.AggregateAsync();
        var table = new Table().AddColumns("strategy rule", "effectiveness", "reviewed", "wins", "95 % interval", "P&L");
        foreach (var rule in (await client.StrategiesAsync()).EnumerateArray())
        {
            var rate = rule.GetProperty("win_rate");
            table.AddRow(
                Markup.Escape(rule.GetProperty("id").GetString()!),
                rule.GetProperty("effectiveness_score").GetDouble().ToString("0.000", CultureInfo.InvariantCulture),
                $"{rule.GetProperty("total_trades").GetInt32()}",
                $"{rule.GetProperty("winning_trades").GetInt32()}",
                rate.GetProperty("n").GetInt64() == 0
                    ? "–"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{rate.GetProperty("lower").GetDouble():P0} – {rate.GetProperty("upper").GetDouble():P0}"
                    ),
                rule.GetProperty("pnl").GetDecimal().ToString("G8", CultureInfo.InvariantCulture)
            );
        }

        console.Write(table);
        console.WriteLine($"{found.GetProperty("found").GetArrayLength()} insights among {found.GetProperty("trades").GetInt32()} trades:");
        foreach (var insight in found.GetProperty("found").EnumerateArray())
            console.WriteLine(
                $"  {insight.GetProperty("insight").GetString()} (confidence "
                    + $"{insight.GetProperty("confidence_score").GetDouble().ToString("0.00", CultureInfo.InvariantCulture)})"
            );
    }
}
