using LearningActors.Configuration;
using LearningActors.Cycles;
using LearningActors.Hosting;
using LearningActors.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using Orleans;

namespace LearningActors.Simulation;

/// <summary>The service in this process on a database of its own, with a learning clock that the simulation drives.</summary>
internal sealed class DemoService : IAsyncDisposable
{
    private readonly PrivatePostgres _postgres;
    private readonly LearningHost _host;
    private readonly ServiceSettings _settings;

    private DemoService(PrivatePostgres postgres, LearningHost host, ServiceSettings settings) =>
        (_postgres, _host, _settings, Url) = (postgres, host, settings, host.Application.Urls.Single());

    internal string Url { get; }

    private IEnumerable<ICycleGrain> Cycles =>
        CycleNames.All.Select(name => _host.Application.Services.GetRequiredService<IGrainFactory>().GetGrain<ICycleGrain>(name));

    /// <summary>Cancelled when the process is asked to stop.</summary>
    internal CancellationToken Stopping => _host.Application.Lifetime.ApplicationStopping;

    internal ServiceKeys Keys => _host.Keys!;

    /// <summary>Starts with an empty home: what an earlier demonstration left there is removed.</summary>
    /// <exception cref="OperatorException">Something that the operator can mend.</exception>
    internal static async Task<DemoService> StartAsync(string home, Uri url, IClock clock, string modelAddress)
    {
        if (Directory.Exists(home))
            await RemoveAsync(home);

        // Nothing here is worth waiting for a disk.
        var postgres = await PrivatePostgres.StartAsync(home, "fsync=off");
        try
        {
            var settings = ServiceSettings.From(name =>
                name switch
                {
                    "LEARNING_URL" => url.ToString(),
                    "LEARNING_HOME" => home,
                    _ => null,
                }
            );
            var environment = new Dictionary<string, string>
            {
                ["OPENAI_API_KEY"] = "simulated",
                ["OPENAI_BASE_URL"] = modelAddress,
                ["OPENAI_MODEL"] = "simulated",
            };
            var host = await LearningHost.BuildAsync(
                settings,
                postgres.ConnectionString,
                name => environment.GetValueOrDefault(name),
                builder =>
                {
                    builder.Configuration["Logging:LogLevel:Default"] = "Error";
                    builder.Services.AddSingleton(clock);
                }
            );
            await host.Application.StartAsync();
            return new DemoService(postgres, host, settings);
        }
        catch
        {
            await postgres.StopAsync();
            throw;
        }
    }

    /// <summary>Removes what an earlier demonstration left, unless a service runs on it.</summary>
    private static async Task RemoveAsync(string home)
    {
        var former = await PrivatePostgres.StartAsync(home);
        if (!former.WasStarted && await HostLock.IsTakenAsync(former.ConnectionString))
            throw new OperatorException(
                $"A service runs on the database in {home}, which a new demonstration would remove. Stop it first."
            );
        await former.StopAsync();
        Directory.Delete(home, recursive: true);
    }

    /// <summary>Prints where the service is and its keys, as a service does that was started by itself.</summary>
    internal void PrintStartupMessage() => StartupMessage.Print(_settings, _host);

    /// <summary>Waits until the process is asked to stop.</summary>
    internal Task WaitForShutdownAsync() => _host.Application.WaitForShutdownAsync();

    /// <summary>Lets every cycle watch the clock from now on.</summary>
    internal Task WatchAsync() => Task.WhenAll(Cycles.Select(cycle => cycle.WatchClock()));

    /// <summary>Wakes the cycles, one after the other, as the clock was moved; returns their status after what was due.</summary>
    internal async Task<CycleStatus[]> RunDueAsync()
    {
        foreach (var cycle in Cycles)
            await cycle.RunDue();
        return await Task.WhenAll(Cycles.Select(cycle => cycle.Get()));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.Application.StopAsync();
        await _host.DisposeAsync();
        await _postgres.StopAsync();
    }
}
