using System.Globalization;
using LearningActors.Cycles;
using LearningActors.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>Where a host of the chaos is, and what it works on.</summary>
/// <param name="Port">Where its API listens.</param>
/// <param name="SiloPort">Where other silos reach it: a door.</param>
/// <param name="ListeningPort">Where it listens for them, behind the door.</param>
/// <param name="GatewayPort">Where front ends connect.</param>
/// <param name="ConnectionString">The database.</param>
/// <param name="Clock">The file of the learning clock.</param>
internal sealed record HostPlace(int Port, int SiloPort, int ListeningPort, int GatewayPort, string ConnectionString, string Clock)
{
    internal string[] Arguments =>
        [ChaosHost.Argument, $"{Port}", $"{SiloPort}", $"{ListeningPort}", $"{GatewayPort}", ConnectionString, Clock];

    internal static HostPlace Read(string[] arguments) =>
        new(Number(arguments[1]), Number(arguments[2]), Number(arguments[3]), Number(arguments[4]), arguments[5], arguments[6]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>
/// The whole service in a process of its own, with all its cycles, on a learning clock that is moved from outside. What it has beside
/// the service: the cycles can be woken, and it tells what its process uses.
/// </summary>
internal static class ChaosHost
{
    internal const string Argument = "chaos-host";
    internal const string WakePath = "/bench/cycles/wake";
    internal const string UsagePath = "/bench/usage";

    /// <summary>Runs until it is killed, or standard input ends.</summary>
    internal static async Task RunAsync(HostPlace place)
    {
        var home = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(place.Clock)!, $"host-{place.Port}")).FullName;
        using var clock = new SharedClock(place.Clock);
        var settings = new ServiceSettings
        {
            Url = new Uri($"http://127.0.0.1:{place.Port}"),
            Home = home,
            SiloPort = place.SiloPort,
            GatewayPort = place.GatewayPort,
        };
        try
        {
            await using var host = await LearningHost.BuildAsync(
                settings,
                place.ConnectionString,
                name => name.StartsWith("LEARNING_", StringComparison.Ordinal) ? BenchHost.Key : Environment.GetEnvironmentVariable(name),
                builder => Configure(builder, place, clock)
            );
            Map(host.Application);
            await host.Application.StartAsync();
            Console.WriteLine("ready");
            await Console.In.ReadToEndAsync();
            await host.Application.StopAsync();
        }
        catch (Configuration.OperatorException exception)
        {
            await Console.Error.WriteLineAsync($"LearningActors cannot start: {exception.OneLine}");
            Environment.ExitCode = 1;
        }
    }

    private static void Configure(WebApplicationBuilder builder, HostPlace place, IClock clock)
    {
        builder.Services.AddSingleton(clock);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A model in trouble costs each explanation this, and no more.
        builder.Configuration["Explanations:TimeBudget"] = "00:00:02";
        builder.Configuration["Models:openai:Timeout"] = "00:00:01.5";
        builder.Configuration["Models:openai:PatientTimeout"] = "00:00:03";
        SiloListening.Set(builder.Services, place.ListeningPort);
    }

    private static void Map(WebApplication application)
    {
        var bench = application.MapGroup("").AllowAnonymous();
        bench.MapPost(
            WakePath,
            async (IGrainFactory grains) =>
            {
                foreach (var name in CycleNames.All)
                    await grains.GetGrain<ICycleGrain>(name).RunDue();
            }
        );
        bench.MapGet(UsagePath, () => new HostUsage(GC.GetTotalMemory(forceFullCollection: false), ThreadPool.ThreadCount));
    }
}

/// <summary>What a host tells of its own process.</summary>
/// <param name="Heap">Bytes that are allocated and not known to be garbage.</param>
/// <param name="Threads">Threads of the pool.</param>
internal sealed record HostUsage(long Heap, int Threads);
