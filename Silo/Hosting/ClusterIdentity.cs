using Npgsql;
using Orleans.Configuration;

namespace LearningActors.Hosting;

/// <summary>Which cluster a silo joins: that of its very database.</summary>
/// <remarks>
/// The membership is a table like others and comes back with a dump. Where a dump is restored beside the original, its silos would
/// otherwise join those that the table names, and answer from the other database. The identity is of the server (its system identifier,
/// which a standby shares) and of the database in it, so that a restored one has another.
/// </remarks>
internal static class ClusterIdentity
{
    /// <summary>Sets it, once the database is open.</summary>
    internal static async Task SetAsync(IServiceCollection services, NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "SELECT c.system_identifier || '/' || d.oid FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()"
        );
        var identity = (string)(await command.ExecuteScalarAsync())!;
        services.PostConfigure<ClusterOptions>(cluster => cluster.ClusterId = $"{cluster.ClusterId}/{identity}");
    }
}
