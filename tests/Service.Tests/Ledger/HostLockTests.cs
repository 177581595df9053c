using LearningActors.Tests.Durability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>The lock of a single host, when the network breaks so that only one side knows.</summary>
public sealed class HostLockTests
{
    private const string Holder = """
        SELECT pid FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    [SingleProcessFact]
    public async Task AHostWhoseFormerConnectionTheServerStillHasGoesOn()
    {
        var connectionString = await TestPostgres.CreateDatabaseAsync();
        await using var door = DatabaseDoor.To(connectionString);
        await using var service = await TestService.StartAsync(connectionString: door.ConnectionString);
        await using var database = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        var before = await HolderAsync(database);
        Assert.NotNull(before);
        // The server's side of every connection stays, and with it the lock.
        door.Set(DoorState.ClientGone);
        Assert.Equal(before, await HolderAsync(database));
        await Eventually.TrueAsync(
            async () => await HolderAsync(database) is { } now && now != before,
            "the host has taken its lock from the session that it had"
        );
        Assert.False(service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        Assert.Single(await service.LogAsync(1));
    }

    private static async Task<int?> HolderAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Holder);
        return (int?)await command.ExecuteScalarAsync();
    }
}
