using System.Net.Http.Headers;
using LearningActors.Hosting;
using LearningActors.Tests;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>One host: a place that stays, and the process that is there now.</summary>
internal sealed class ChaosNode : IAsyncDisposable
{
    private readonly HostPlace _place;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly List<string> _formerFaults = [];
    private HostProcess? _process;

    internal ChaosNode(string connectionString, string clock, IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        var listening = LoopbackPort.Free();
        Door = GrainRuntime.IsCluster ? NetworkDoor.To(listening) : null;
        _place = new HostPlace(LoopbackPort.Free(), Door?.Port ?? listening, listening, LoopbackPort.Free(), connectionString, clock);
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{_place.Port}"),
            // The longest call of a grain may take two minutes, and a read that met a fault is repeated once within eight seconds.
            Timeout = TimeSpan.FromSeconds(150),
        };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BenchHost.Key);
    }

    /// <summary>Where other silos come in; null where there are none.</summary>
    internal NetworkDoor? Door { get; }

    internal HttpClient Http { get; }

    internal int Port => _place.Port;

    /// <summary>The process is there.</summary>
    internal bool IsRunning => _process is { HasExited: false };

    /// <summary>The process ended, and nobody killed it.</summary>
    internal bool HasEnded => _process is { HasExited: true };

    /// <summary>What its processes logged of requests that failed, with the cause: also those that were killed since.</summary>
    internal string Faults => string.Join('\n', _formerFaults.Concat(FaultsOf(_process)).Take(60));

    /// <summary>The last of what it logged.</summary>
    internal string LastWords => string.Join('\n', (_process?.Words ?? []).TakeLast(15));

    internal int ProcessId => _process!.Id;

    internal async Task StartAsync()
    {
        Begin();
        await _process!.ReadyAsync();
    }

    /// <summary>Starts it, and does not wait.</summary>
    internal void Begin()
    {
        Door?.Set(DoorState.Open);
        _process = HostProcess.Begin(Port, _place.Arguments, environment: _environment);
    }

    /// <summary>Starts it where nothing runs.</summary>
    internal Task EnsureAsync() => IsRunning ? Task.CompletedTask : StartAsync();

    /// <summary>Ends it as a power failure would.</summary>
    internal async Task KillAsync()
    {
        // Nobody answers at the address of a process that has gone.
        Door?.Set(DoorState.Shut);
        if (_process is { } process)
        {
            _formerFaults.AddRange(FaultsOf(process));
            await process.KillAsync();
        }

        _process = null;
    }

    /// <summary>It says that it can do its work.</summary>
    internal async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await Http.GetAsync("/health/ready");
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static IEnumerable<string> FaultsOf(HostProcess? process) =>
        (process?.Words ?? []).SkipWhile(line => !line.StartsWith("fail: LearningActors.Http", StringComparison.Ordinal)).Take(25);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (Door is not null)
            await Door.DisposeAsync();
        Http.Dispose();
    }
}
