using System.Text.Json.Nodes;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Simulation;

/// <summary>Lets a simulated desk live through some weeks, and tells what the service believes against what is true.</summary>
/// <param name="home">An empty place for the demonstration's database and keys; what is there is removed.</param>
/// <param name="url">Where the service listens.</param>
/// <param name="console">Where to write.</param>
public sealed class DemoCommand(string home, Uri url, IAnsiConsole console)
{
    private const int ExplanationsAnHour = 17;
    private const int ExplanationsAtOnce = 16;
    private const int MaxVotesAnHour = 10;
    private const int MaxSteps = 500;
    private static readonly TimeOnly s_opening = new(9, 0);
    private static readonly TimeOnly s_close = new(21, 0);
    private static readonly TimeOnly s_beforeSummary = new(8, 0);
    private static readonly int[] s_hours = [9, 10, 11, 12, 13, 14, 15, 16];
    private static readonly string[] s_tickers = ["AAPL", "MSFT", "NVDA", "AMZN", "GOOG", "META", "TSLA", "AMD", "INTC", "NFLX"];
    private static readonly string[] s_signals = ["BUY", "SELL", "HOLD"];
    private readonly PromptTruth _truth = new();
    private readonly SimulatedTrader[] _traders = SimulatedTrader.Desk();
    private readonly Random _random = new(20261121);
    private readonly SimulatedTrades _trades = new(new Random(20261126));
    private readonly SimulatedAlgorithm _algorithm = new(new Random(20261123));
    private readonly SimulatedTaker _taker = new(new Random(20261124));

    /// <summary>Runs the simulation.</summary>
    /// <param name="weeks">So many weeks.</param>
    /// <param name="staysRunning">
    /// Afterwards the service goes on, at the real time and with the simulated model, until the process is asked to stop.
    /// </param>
    /// <returns>What was believed and what was true.</returns>
    /// <exception cref="SimulationException">The service did something that it does not do.</exception>
    /// <exception cref="OperationCanceledException">The process was asked to stop before the weeks were over.</exception>
    public async Task<(IReadOnlyList<Belief> Signals, JournalBelief Journal, DivergenceBeliefs Divergence)> RunAsync(
        int weeks,
        bool staysRunning = false
    )
    {
        var start = Monday(DateOnly.FromDateTime(DateTime.UtcNow)).AddDays(-7 * weeks);
        var clock = new DrivenClock(new DateTimeOffset(start, new TimeOnly(1, 0), TimeSpan.Zero));
        await using var model = await SimulatedModel.StartAsync(_truth);
        await using var service = await DemoService.StartAsync(home, url, clock, model.BaseAddress);
        using var http = new HttpClient { BaseAddress = new Uri(service.Url), Timeout = TimeSpan.FromMinutes(1) };
        var client = new LearningClient(http, service.Keys.Engine, service.Keys.Read, service.Keys.Admin);
        try
        {
            var beliefs = await LiveAsync(client, service, clock, start, weeks);
            if (staysRunning)
            {
                clock.FollowRealTime();
                console.WriteLine("The demonstration's service runs until Ctrl-C. Sign in to the dashboard with the link below.");
                service.PrintStartupMessage();
                await service.WaitForShutdownAsync();
            }

            return beliefs;
        }
        catch (Exception) when (service.Stopping.IsCancellationRequested)
        {
            throw new OperationCanceledException("The demonstration was asked to stop.", service.Stopping);
        }
    }

    private async Task<(IReadOnlyList<Belief> Signals, JournalBelief Journal, DivergenceBeliefs Divergence)> LiveAsync(
        LearningClient client,
        DemoService service,
        DrivenClock clock,
        DateOnly start,
        int weeks
    )
    {
        var analyst = new SimulatedAnalyst(client, _algorithm);
        console.WriteLine(
            $"{weeks} weeks from {start:yyyy-MM-dd} on, at {service.Url}; {_traders.Length} traders, "
                + $"{3 * ExplanationsAnHour * s_hours.Length} explanations and {SimulatedTrades.TradesADay} trades a day."
        );
        await service.WatchAsync();
        foreach (var setup in SimulatedTrades.Setups)
            await client.EnsureStrategyAsync(setup);
        await console
            .Progress()
            .AutoClear(false)
            .StartAsync(async progress =>
            {
                var days = progress.AddTask("days", maxValue: 7 * weeks);
                for (var day = 0; day < 7 * weeks; day++)
                {
                    service.Stopping.ThrowIfCancellationRequested();
                    await LiveOneDayAsync(client, analyst, service, clock, start.AddDays(day), day);
                    days.Increment(1);
                }
            });

        await AdvanceToAsync(clock, start.AddDays(7 * weeks).ToDateTime(new TimeOnly(2, 30), DateTimeKind.Utc), service);
        var beliefs = await BeliefReport.ReadAsync(client, _truth, start);
        BeliefReport.Print(console, beliefs, (await client.AlertsAsync()).Count);
        var journal = await JournalReport.ReadAsync(client);
        JournalReport.Print(console, journal);
        var divergence = await DivergenceReport.ReadAsync(client, _taker, start.AddDays((7 * weeks) - 1));
        DivergenceReport.Print(console, divergence);
        return (beliefs, journal, divergence);
    }

    /// <summary>A day: the night's cycles, then eight hours in which signals are explained and rated.</summary>
    private async Task LiveOneDayAsync(
        LearningClient client,
        SimulatedAnalyst analyst,
        DemoService service,
        DrivenClock clock,
        DateOnly date,
        int day
    )
    {
        await AdvanceToAsync(clock, date.ToDateTime(new TimeOnly(2, 30), DateTimeKind.Utc), service);
        if (date.DayOfWeek == DayOfWeek.Monday)
            await ReadChampionsAsync(client, day);
        if (date.DayOfWeek == DayOfWeek.Saturday)
        {
            // Friday's matches are made at 21:00 Pacific; the week is summed up at 09:00.
            await AdvanceToAsync(clock, date.ToDateTime(s_beforeSummary, DateTimeKind.Utc), service);
            await _taker.GiveReasonsAsync(client);
        }

        foreach (var hour in s_hours)
        {
            clock.AdvanceTo(new DateTimeOffset(date.ToDateTime(s_opening.AddHours(hour - s_opening.Hour), DateTimeKind.Utc)));
            var signals = s_signals.SelectMany(signal => Enumerable.Range(0, ExplanationsAnHour).Select(i => Signal(signal, i))).ToArray();
            var explanations = new ExplanationResponse[signals.Length];
            await Parallel.ForAsync(
                0,
                signals.Length,
                new ParallelOptions { MaxDegreeOfParallelism = ExplanationsAtOnce },
                async (i, _) => explanations[i] = await client.ExplainAsync(signals[i])
            );
            // The service takes ten from a session in an hour; nobody rates more.
            var votes = explanations
                .Select(Rate)
                .OfType<VoteOnExplanationInput>()
                .GroupBy(vote => vote.Session)
                .SelectMany(trader => trader.Take(MaxVotesAnHour))
                .ToArray();
            if ((await client.RateAsync(votes)).Results.FirstOrDefault(vote => vote.Error is not null) is { } refused)
                throw new SimulationException($"A vote was refused: {refused.Error}");
        }

        await TradeAsync(client, date);
        await AdvanceToAsync(clock, date.ToDateTime(s_close, DateTimeKind.Utc), service);
        if (date.DayOfWeek == DayOfWeek.Monday)
            await analyst.MondayAsync(date, day);
        if (date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            await TakeRecommendationsAsync(client, date);

        VoteOnExplanationInput? Rate(ExplanationResponse explanation) =>
            _traders[_random.Next(_traders.Length)]
                .Rate(
                    explanation.ExplanationId ?? throw new SimulationException("An explanation was not recorded."),
                    _truth.QualityOf(explanation.Explanation, day),
                    _random
                );
    }

    /// <summary>The day's trades, each reviewed; the service looks for insights at night.</summary>
    private async Task TradeAsync(LearningClient client, DateOnly date)
    {
        var trades = _trades.OneDay(date);
        var ids = trades.Select(trade => trade.TradeId).ToArray();
        await client.RecordTradesAsync(trades);
        await Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = ExplanationsAtOnce },
            async (id, _) => await client.AnalyzeTradeAsync(id)
        );
    }

    /// <summary>The day's recommendations and what was done about them; the service matches them at night.</summary>
    private async Task TakeRecommendationsAsync(LearningClient client, DateOnly date)
    {
        var recommendations = _algorithm.OneDay(date);
        await client.RecordRecommendationsAsync([.. recommendations.Select(one => one.ToInput())]);
        await client.RecordExecutionsAsync(_taker.OneDay(date, recommendations));
        foreach (var prices in _taker.PricesOn(date).Chunk(LearningClient.BatchSize))
            await client.RecordPricesAsync(prices);
    }

    private async Task ReadChampionsAsync(LearningClient client, int day)
    {
        var prompts = await client.PromptsAsync();
        foreach (var status in prompts.Signals)
            _truth.BecameChampion(prompts.Versions.Single(one => one.PromptVersion == status.Champion).Text, day);
    }

    private SignalToExplainInput Signal(string signal, int i) =>
        new()
        {
            Ticker = s_tickers[i % s_tickers.Length],
            Signal = signal,
            Confidence = Math.Round(0.5 + (0.5 * _random.NextDouble()), 3),
            Indicators = new Dictionary<string, JsonNode?> { ["rsi"] = Math.Round(100 * _random.NextDouble(), 2) },
        };

    /// <summary>Moves the learning clock from one due cycle to the next, so that each does its work at its time.</summary>
    private static async Task AdvanceToAsync(DrivenClock clock, DateTime utc, DemoService service)
    {
        var target = new DateTimeOffset(utc, TimeSpan.Zero);
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            var cycles = await service.RunDueAsync();
            // What failed is tried again minutes later.
            var next = cycles.Any(cycle => cycle.Current is not null)
                ? clock.UtcNow + TimeSpan.FromMinutes(1)
                : cycles.Min(cycle => cycle.NextAt);
            if (next > target)
            {
                clock.AdvanceTo(target);
                return;
            }

            clock.AdvanceTo(next);
        }

        throw new SimulationException($"A cycle is not done after {MaxSteps} attempts; GET /api/admin/cycles tells why.");
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
