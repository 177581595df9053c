using System.Net.Http.Headers;
using LearningActors.Hosting;
using LearningActors.Tests.FineTuning;
using Npgsql;

namespace LearningActors.Tests.Durability;

/// <summary>A service that trains models at a provider, and is killed where a test wants it.</summary>
internal sealed class TuningHome : IAsyncDisposable
{
    private const string AdminKey = "durability-test-admin";

    private readonly ServiceHome _home = new();
    private LockableDatabase? _database;

    private TuningHome(TuningServer provider) => Provider = provider;

    internal TuningServer Provider { get; }

    /// <summary>Its database, from the first start of the service on.</summary>
    internal LockableDatabase Database => _database ?? throw new InvalidOperationException("The service has not been started.");

    internal static async Task<TuningHome> CreateAsync() => new(await TuningServer.StartAsync());

    internal async Task<ServiceProcess> StartServiceAsync()
    {
        var service = await ServiceProcess.StartAsync(
            _home.Path,
            _home.Port,
            new()
            {
                ["LEARNING_ADMIN_KEY"] = AdminKey,
                ["Models__fine-tuned__BaseAddress"] = Provider.BaseAddress,
                ["Models__fine-tuned__Model"] = "llama-2-7b-chat",
                ["FineTuning__Threshold"] = "20",
            }
        );
        _database ??= new LockableDatabase((await PrivatePostgres.StartAsync(_home.Path)).ConnectionString);
        return service;
    }

    internal HttpClient Admin()
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_home.Port}"), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        return client;
    }

    /// <summary>The reminders of these grains come each second.</summary>
    /// <param name="kinds">The kinds of grains, as they stand in the ids.</param>
    internal async Task RemindEachSecondAsync(params string[] kinds) =>
        Assert.True(
            await Database.ExecuteAsync(
                "UPDATE grain_reminder SET start_time = now(), period = 1000 WHERE split_part(grain_id, '/', 1) IN "
                    + $"({string.Join(", ", kinds.Select(kind => $"'{kind}'"))})"
            ) > 0
        );

    /// <summary>Holds every write of a table that fits, in a transaction that waits for the test.</summary>
    /// <param name="table">The table.</param>
    /// <param name="write">Which rows, a condition on <c>NEW</c>.</param>
    internal async Task<NpgsqlConnection> HoldAsync(string table, string write)
    {
        await Database.ExecuteAsync(
            $"""
            CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END';
            CREATE TRIGGER held BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW WHEN ({write}) EXECUTE FUNCTION wait_for_test();
            """
        );
        return await Database.HoldAsync("SELECT pg_advisory_xact_lock(4711)");
    }

    /// <summary>Kills the service when it waits; what it wanted to write is not written, and the next one may write all.</summary>
    internal async Task KillHeldAsync(ServiceProcess service, NpgsqlConnection held)
    {
        await Database.UntilHeldAsync();
        await service.KillAsync();
        await Database.EndWaitingAsync();
        await held.DisposeAsync();
        await Database.ExecuteAsync("DROP FUNCTION wait_for_test CASCADE");
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await _home.RemoveAsync();
    }
}
