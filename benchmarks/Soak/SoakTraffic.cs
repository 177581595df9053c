using System.Diagnostics;
using System.Globalization;
using System.Text;
using LearningActors.Benchmarks.Chaos;
using LearningActors.Client;

namespace LearningActors.Benchmarks.Soak;

/// <summary>What goes on beside the votes: explanations, trades, pages, imports of executions, and time that passes.</summary>
internal sealed class SoakTraffic(ChaosNode host, SharedClock clock, TimeSpan length)
{
    private const int ExplanationsASecond = 20;
    private const int Recent = 20_000;
    private const int RowsOfImport = 200;
    private static readonly string[] s_signals = ["BUY", "SELL", "HOLD"];
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_importEvery = TimeSpan.FromMinutes(1);
    private readonly LearningClient _client = new(host.Http, BenchHost.Key, BenchHost.Key);
    private readonly Queue<Guid> _explanations = [];
    private readonly Random _random = new(7);
    private readonly Lock _gate = new();
    private double _slowestPage;
    private int _imports;

    internal int Imports => _imports;

    /// <summary>Explanations that votes may be for: the newest.</summary>
    internal Guid[] Explanations
    {
        get
        {
            lock (_gate)
                return [.. _explanations];
        }
    }

    /// <summary>The slowest page since it was asked for last, milliseconds.</summary>
    internal double TakeSlowestPage() => Interlocked.Exchange(ref _slowestPage, 0);

    internal async Task PrepareAsync()
    {
        await _client.EnsureStrategyAsync(ChaosDesk.Rule);
        for (var i = 0; i < 5; i++)
            await LogAsync(1000);
    }

    /// <summary>Until it is cancelled.</summary>
    internal Task RunAsync(CancellationToken over) =>
        Task.WhenAll(
            RepeatAsync(TimeSpan.FromSeconds(1), () => LogAsync(ExplanationsASecond), over),
            RepeatAsync(TimeSpan.FromSeconds(1), TradeAsync, over),
            RepeatAsync(TimeSpan.FromSeconds(0.5), ReadPageAsync, over),
            RepeatAsync(s_importEvery, ImportAsync, over),
            // A week passes, an hour after the other; what is due is done.
            RepeatAsync(length / s_week.TotalHours, PassHourAsync, over)
        );

    private static async Task RepeatAsync(TimeSpan every, Func<Task> work, CancellationToken over)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
                await work();
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private async Task LogAsync(int count)
    {
        var items = Enumerable
            .Range(0, count)
            .Select(_ => new LoggedExplanationInput
            {
                ExplanationId = Guid.CreateVersion7(),
                Ticker = $"T{_random.Next(200):000}",
                Signal = s_signals[_random.Next(3)],
                Confidence = 0.5,
                Explanation = "RSI is low.",
                Factors = [new FactorInput { Name = "rsi", Impact = "positive" }],
            })
            .ToArray();
        await _client.LogAsync(items);
        lock (_gate)
        {
            foreach (var item in items)
                _explanations.Enqueue(item.ExplanationId!.Value);
            while (_explanations.Count > Recent)
                _explanations.Dequeue();
        }
    }

    private Task TradeAsync()
    {
        var now = DateTimeOffset.UtcNow + clock.Ahead;
        return _client.RecordTradesAsync([
            .. Enumerable
                .Range(0, 2)
                .Select(_ => new TradeInput
                {
                    TradeId = $"{Guid.NewGuid()}",
                    StrategyRule = ChaosDesk.Rule,
                    Symbol = $"T{_random.Next(50):000}",
                    Side = "long",
                    SetupType = _random.Next(2) == 0 ? "pullback" : "breakout",
                    EntryTime = now.AddHours(-2),
                    ExitTime = now.AddHours(-1),
                    EntryPrice = 100,
                    ExitPrice = 95 + _random.Next(11),
                    Quantity = 1,
                }),
        ]);
    }

    private async Task ReadPageAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await host.Http.GetAsync(ChaosPages.Any(_random));
        response.EnsureSuccessStatusCode();
        _slowestPage = Math.Max(_slowestPage, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>A broker's file of executions, in the layout of this project.</summary>
    private async Task ImportAsync()
    {
        var csv = new StringBuilder("execution_id,executed_at,instrument,action,quantity,price,fees\n");
        var at = (DateTimeOffset.UtcNow + clock.Ahead).AddHours(-1);
        for (var i = 0; i < RowsOfImport; i++)
        {
            var contract = string.Create(
                CultureInfo.InvariantCulture,
                $"{$"S{i / 2 % 20}", -6}{at.AddDays(14):yyMMdd}P{(50 + (i / 40)) * 1000:00000000}"
            );
            csv.Append(
                CultureInfo.InvariantCulture,
                $"i{_imports}-{i},{at.AddSeconds(i):O},{contract},{(i % 2 == 0 ? "STO" : "BTC")},1,{100 + (i % 7)},1.15\n"
            );
        }

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, csv.ToString());
        await _client.ImportAsync(file, account: "main");
        File.Delete(file);
        _imports++;
    }

    private Task PassHourAsync()
    {
        clock.Ahead += TimeSpan.FromHours(1);
        return ChaosWorld.WakeAsync(host);
    }
}
