using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using LearningActors.Client;
using LearningActors.Tests;
using LearningActors.Tests.Experiments;
using Npgsql;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>A database, the hosts on it, a model, the doors between them, and the load.</summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromMinutes(3);
    private readonly string _connectionString;
    private readonly string _folder;
    private readonly OpenAiServer _model;

    private ChaosWorld(
        ChaosServer server,
        string connectionString,
        OpenAiServer model,
        ShownCertificate certificate,
        int silos,
        bool direct
    )
    {
        (Server, _connectionString, _model, ModelCertificate) = (server, connectionString, model, certificate);
        _folder = Directory.CreateTempSubdirectory("learningactors-chaos-world-").FullName;
        var clock = Path.Combine(_folder, "clock");
        Clock = new SharedClock(clock) { Ahead = s_start - DateTimeOffset.UtcNow };
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        DatabaseDoor = NetworkDoor.To(target.Port);
        if (!direct)
            (target.Port, target.SslMode, target.RootCertificate) = (DatabaseDoor.Port, SslMode.VerifyFull, server.Authority);
        ModelDoor = NetworkDoor.To(new Uri(model.BaseAddress).Port);
        var environment = new Dictionary<string, string>(model.Environment)
        {
            ["OPENAI_BASE_URL"] = $"https://127.0.0.1:{ModelDoor.Port}/v1",
            ["SSL_CERT_FILE"] = server.Authority,
            // These hosts start often and live short.
            ["DOTNET_TieredPGO"] = direct ? "1" : "0",
        };
        Nodes = [.. Enumerable.Range(0, silos).Select(_ => new ChaosNode(target.ConnectionString, clock, environment))];
        Database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 120 }.ConnectionString
        );
        Trouble = new ModelTrouble(model);
    }

    internal ChaosServer Server { get; }

    /// <summary>What the model's endpoint shows.</summary>
    internal ShownCertificate ModelCertificate { get; }

    internal ModelTrouble Trouble { get; }

    internal SharedClock Clock { get; }

    internal IReadOnlyList<ChaosNode> Nodes { get; }

    /// <summary>The database itself, past its door.</summary>
    internal NpgsqlDataSource Database { get; }

    /// <summary>Between the hosts and the database.</summary>
    internal NetworkDoor DatabaseDoor { get; }

    /// <summary>Between the hosts and the model.</summary>
    internal NetworkDoor ModelDoor { get; }

    internal ClientLog Log { get; } = new();

    internal Answers Answers { get; } = new();

    internal CycleWatch Cycles { get; } = new();

    /// <summary>How often a silo ended by itself.</summary>
    internal int EndedSilos { get; private set; }

    /// <summary>Now, by the learning clock.</summary>
    internal DateTimeOffset Now => DateTimeOffset.UtcNow + Clock.Ahead;

    /// <summary>Starts hosts on an empty database.</summary>
    /// <param name="server">Where the database is made.</param>
    /// <param name="silos">How many hosts.</param>
    /// <param name="direct">Without a door between them and the database, and without TLS.</param>
    internal static async Task<ChaosWorld> StartAsync(ChaosServer server, int silos, bool direct = false)
    {
        var certificate = new ShownCertificate(server.Certificates.Good);
        var model = await PromptWriter.StartAsync(() => certificate.Now);
        var world = new ChaosWorld(server, await server.CreateDatabaseAsync(), model, certificate, silos, direct);
        foreach (var node in world.Nodes)
            await node.StartAsync();
        await world.UntilReadyAsync();
        using var response = await world.Nodes[0].Http.PostAsJsonAsync("/api/strategies", new { id = ChaosDesk.Rule });
        response.EnsureSuccessStatusCode();
        await world.Cycles.BeginAsync(world);
        return world;
    }

    /// <summary>Starts what does not run, and waits until each host says that it can do its work.</summary>
    internal async Task UntilReadyAsync()
    {
        var began = DateTimeOffset.UtcNow;
        await Server.StartAgainAsync();
        while (true)
        {
            foreach (var node in Nodes.Where(node => node.HasEnded))
                Ended(node);
            await Task.WhenAll(Nodes.Select(node => node.EnsureAsync()));
            var ready = await Task.WhenAll(Nodes.Select(node => node.IsReadyAsync()));
            if (ready.All(one => one))
                return;
            if (DateTimeOffset.UtcNow - began > s_readyWithin)
            {
                var words = string.Join("\n---\n", Nodes.Select(node => node.LastWords));
                throw new ChaosException($"Not every host was ready again within {s_readyWithin}.\n{words}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>
    /// A silo that others have declared dead ends by itself, and what runs it starts it again. A single host has no reason to.
    /// </summary>
    private void Ended(ChaosNode node)
    {
        if (Nodes.Count == 1)
            Answers.Violate($"The host ended by itself. {node.LastWords}");
        else
            EndedSilos++;
    }

    /// <summary>Reads from one host, not from a cache; null where it answers 503 or not at all.</summary>
    internal static async Task<T?> ReadAsync<T>(ChaosNode node, string path)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cache-Control", "no-cache");
        try
        {
            using var response = await node.Http.SendAsync(request);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<T>(ClientJson.Options) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    /// <summary>Lets the cycles see that the clock was moved; answers when what was due is done.</summary>
    internal static async Task WakeAsync(ChaosNode node)
    {
        try
        {
            using var response = await node.Http.PostAsync(ChaosHost.WakePath, null);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
        {
            // It died meanwhile, or its database did: whatever was due is due still.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await DatabaseDoor.DisposeAsync();
        await ModelDoor.DisposeAsync();
        await _model.DisposeAsync();
        await Database.DisposeAsync();
        await Server.DropDatabaseAsync(_connectionString);
        Clock.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The certificate that a server shows, which can be exchanged.</summary>
internal sealed class ShownCertificate(X509Certificate2 first)
{
    internal X509Certificate2 Now { get; set; } = first;
}

/// <summary>What the service promises did not hold.</summary>
internal sealed class ChaosException(string message) : Exception(message);
