using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using LearningActors.Analysis;
using LearningActors.Benchmarks.Ledgers;
using LearningActors.Feedback;
using LearningActors.Hosting;
using LearningActors.Insights;
using LearningActors.Ledger;
using LearningActors.Trades;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LearningActors.Benchmarks;

/// <summary>The service in a process of its own, with the ledger that is measured, and bare endpoints beside it.</summary>
internal static class BenchHost
{
    internal const string Key = "benchmark-key";
    private static readonly byte[] s_bytes = new byte[4096];
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Where a host listens for HTTP/2.</summary>
    internal static int Http2Port(int port) => port + 3;

    /// <summary>Runs until standard input ends.</summary>
    /// <param name="ledger"><c>group</c>, <c>insert</c> or <c>nothing</c>.</param>
    /// <param name="port">Where to listen.</param>
    /// <param name="connectionString">The database.</param>
    internal static async Task RunAsync(string ledger, int port, string connectionString)
    {
        var home = Directory.CreateTempSubdirectory("learningactors-bench-").FullName;
        var settings = new ServiceSettings
        {
            Url = new Uri($"http://127.0.0.1:{port}"),
            Home = home,
            SiloPort = port + 1,
            GatewayPort = port + 2,
        };
        await using var host = await LearningHost.BuildAsync(
            settings,
            connectionString,
            name => name.StartsWith("LEARNING_", StringComparison.Ordinal) ? Key : null,
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Error);
                // What is measured is asked for, and nothing goes on beside it.
                builder.Configuration["Outcomes:ReconcileAfterSeconds"] = "3600";
                builder.Configuration["Cycles:Enabled"] = "false";
                // Without TLS nobody can agree on HTTP/2 over the first of them.
                builder.WebHost.UseUrls();
                builder.Configuration["Kestrel:Endpoints:Http1:Url"] = $"http://127.0.0.1:{port}";
                builder.Configuration["Kestrel:Endpoints:Http2:Url"] = $"http://127.0.0.1:{Http2Port(port)}";
                builder.Configuration["Kestrel:Endpoints:Http2:Protocols"] = "Http2";
                if (ledger == "nothing")
                    builder.Services.AddSingleton<IFeedbackLedger, NothingStored>();
                else if (ledger == "insert")
                    builder.Services.AddSingleton<IFeedbackLedger>(provider => new InsertPerRequest(
                        connectionString,
                        provider.GetRequiredService<LedgerOptions>()
                    ));
            }
        );
        // What is measured against needs no key; endpoints that do not say so are closed.
        var bare = host.Application.MapGroup("").AllowAnonymous();
        byte[]? answer = null;
        // The same bytes as the learning state, without key, grain and formatting.
        bare.MapGet(
            "/bare/state",
            async (HttpContext context, IGrainFactory grains) =>
            {
                answer ??= JsonSerializer.SerializeToUtf8Bytes(await grains.GetGrain<ITickerSignalGrain>("T001/BUY").GetState(), s_json);
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = answer.Length;
                await context.Response.Body.WriteAsync(answer);
            }
        );
        // An answer as long as an assignment's, without key, grain and formatting.
        bare.MapGet(
            "/bare/bytes/{count:int}",
            (int count, HttpContext context) =>
            {
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = count;
                return context.Response.Body.WriteAsync(s_bytes.AsMemory(0, count)).AsTask();
            }
        );
        // The same bytes as the relevant insights, without key, grain and formatting.
        var relevant = new ConcurrentDictionary<string, byte[]>();
        bare.MapGet(
            "/bare/relevant",
            async (HttpContext context, IGrainFactory grains) =>
            {
                var setup = context.Request.Query["setup_type"].ToString();
                if (!relevant.TryGetValue(setup, out var json))
                {
                    var found = await grains
                        .GetGrain<IRelevantInsightsGrain>(IRelevantInsightsGrain.Key)
                        .Find(new TradeConditions(setup, "range", "S1", "5m"), 5);
                    relevant[setup] = json = JsonSerializer.SerializeToUtf8Bytes(found.Insights, s_json);
                }

                context.Response.ContentType = "application/json";
                context.Response.ContentLength = json.Length;
                await context.Response.Body.WriteAsync(json);
            }
        );
        // Arrays of trades straight into the ledger for some seconds: trades a second.
        bare.MapGet(
            "/bench/trades/{seconds:int}",
            async (int seconds, ITradeLedger ledger) =>
            {
                var (began, stored) = (Stopwatch.GetTimestamp(), 0L);
                await Task.WhenAll(
                    Enumerable
                        .Range(0, 16)
                        .Select(async lane =>
                        {
                            for (var i = 0; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; i++)
                            {
                                await ledger.AppendAsync([
                                    .. Enumerable.Range(0, 500).Select(n => BenchTrades.Make($"direct-{began}-{lane}-{i}-{n}")),
                                ]);
                                Interlocked.Add(ref stored, 500);
                            }
                        })
                );
                return stored / Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
        );
        // Activates that many ticker-signals and tells what one of them weighs, in bytes.
        bare.MapGet(
            "/bench/activate/{count:int}",
            async (int count, IGrainFactory grains) =>
            {
                await grains.GetGrain<ITickerSignalGrain>("WARM/BUY").GetState();
                var before = GC.GetTotalMemory(forceFullCollection: true);
                foreach (var chunk in Enumerable.Range(0, count).Chunk(64))
                    await Task.WhenAll(chunk.Select(i => grains.GetGrain<ITickerSignalGrain>($"T{i:D6}/BUY").GetState()));
                return (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
            }
        );
        await host.Application.StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await host.Application.StopAsync();
        Directory.Delete(home, recursive: true);
    }
}
