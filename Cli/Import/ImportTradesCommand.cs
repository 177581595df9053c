using System.Globalization;
using LearningActors.Cli.Files;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Cli.Import;

/// <summary>Sends a file of trades to the service, has each reviewed, looks for insights, and prints the strategy rules.</summary>
public sealed class ImportTradesCommand(LearningClient client, IAnsiConsole console)
{
    private const int ReviewsAtOnce = 8;

    /// <summary>Sends the file.</summary>
    /// <returns>The exit code: 0 where a trade is stored, also beside unusable ones, since those are reported.</returns>
    /// <exception cref="CommandException">The file is not what it looks like.</exception>
    /// <exception cref="LearningApiException">The service refused.</exception>
    public async Task<int> RunAsync(InputFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var trades = TradeFile.Read(file);
        var usable = trades.Where(trade => trade.Trade is not null).ToArray();
        foreach (var rule in usable.Select(trade => trade.Trade!.StrategyRule).Distinct())
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
                            reviewable.Add(trade.Trade!.TradeId);
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
            $"{trades.Count} trades: {stored} stored, {duplicates} stored before, "
                + $"{trades.Count - usable.Length + refused.Count} not usable; {reviewable.Count} reviewed."
        );
        if (stored + duplicates == 0)
        {
            console.WriteLine("Nothing was stored.");
            return 1;
        }

        await PrintAsync();
        return 0;
    }

    /// <summary>The outcome of each trade. Where one is refused its batch is sent again one by one, so that the others arrive.</summary>
    private async Task<IReadOnlyList<(ImportedTrade Trade, string? Error, bool IsNew)>> SendAsync(ImportedTrade[] batch)
    {
        try
        {
            var answer = await client.RecordTradesAsync([.. batch.Select(trade => trade.Trade!)]);
            return [.. batch.Zip(answer.Results, (trade, result) => (trade, result.Error, result.Stored))];
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
        foreach (var rule in (await client.StrategiesAsync()))
        {
            var rate = rule.WinRate;
            table.AddRow(
                Markup.Escape(rule.Id),
                rule.EffectivenessScore.ToString("0.000", CultureInfo.InvariantCulture),
                $"{rule.TotalTrades}",
                $"{rule.WinningTrades}",
                rate.N == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{rate.Lower:P0} – {rate.Upper:P0}"),
                Markup.Escape(string.Join(", ", rule.PnlByCurrency.Select(one => $"{Amount(one.Pnl)} {one.Currency}")))
            );
        }

        console.Write(table);
        console.WriteLine($"{found.Found.Count} insights among {found.Trades} trades:");
        foreach (var insight in found.Found)
        {
            console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {insight.InsightText} (confidence {insight.ConfidenceScore:0.00})")
            );
        }
    }

    /// <summary>An amount whose currency may have small units: below 1, three significant digits are kept.</summary>
    private static string Amount(decimal amount)
    {
        if (amount == 0 || Math.Abs(amount) >= 1)
            return amount.ToString("0.00", CultureInfo.InvariantCulture);
        var leadingZeros = (int)-Math.Floor(Math.Log10((double)Math.Abs(amount)));
        return Math.Round(amount, Math.Min(28, leadingZeros + 2)).ToString("0.############################", CultureInfo.InvariantCulture);
    }
}
