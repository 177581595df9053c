using LearningActors.Hosting;
using Npgsql;

namespace LearningActors.Tests.Deployment;

/// <summary>A dump of a cluster that is at work is restored, and its facts are counted.</summary>
public sealed class RestoreTests
{
    private const string Counts = "SELECT (SELECT count(*) FROM llm_explanations), (SELECT count(*) FROM llm_feedback)";

    [ClusterFact]
    public async Task ADumpOfARunningClusterHasWhatWasAcknowledgedBeforeAndItsSumsAgree()
    {
        var original = await TestPostgres.CreateDatabaseAsync(withSchema: false);
        await using var cluster = await SiloCluster.StartAsync(2, original);
        var load = new ClusterLoad(cluster);
        load.Start();
        await load.MoreAsync(1000);
        var (explanations, votes) = await CountAsync(cluster.Database);
        var folder = Directory.CreateTempSubdirectory("learningactors-dump-").FullName;
        try
        {
            // As docs/deployment.md has it.
            var commands = Listing.Of("docs/deployment.md", "pg_dump").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await RunAsync(commands[0], folder, original);
            await load.MoreAsync(300);
            await load.StopAsync();
            await RunAsync(commands[1], folder, original);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var restored = new NpgsqlConnectionStringBuilder(original) { Database = "restored" }.ConnectionString;
        await using var after = await SiloCluster.StartAsync(1, restored);
        var (restoredExplanations, restoredVotes) = await CountAsync(after.Database);
        Assert.True(
            restoredExplanations >= explanations && restoredVotes >= votes,
            $"{restoredExplanations} and {restoredVotes} restored; {explanations} and {votes} were there"
        );
        await Eventually.TrueAsync(
            async () =>
            {
                var told = await after.Silos[0].GetAsync<Client.AnalyticsResponse>("/api/admin/llm-analytics");
                return (told.TotalExplanations, told.TotalFeedback) == (restoredExplanations, restoredVotes);
            },
            "the sums are those of the restored facts"
        );

        // It takes new ones.
        var more = new ClusterLoad(after);
        more.Start();
        await more.MoreAsync(100);
        await more.StopAsync();
        more.AssertOnlyPassingFaults();
    }

    private static async Task<(long Explanations, long Votes)> CountAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Counts);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Runs a command of the page where PostgreSQL's programs are found and know their server.</summary>
    private static async Task RunAsync(string command, string folder, string original)
    {
        var server = new NpgsqlConnectionStringBuilder(original);
        var (exit, words) = await Programs.RunAsync(
            "bash",
            folder,
            "-euc",
            $"""
            export PATH='{Path.GetDirectoryName(PostgresBinaries.Find().PathOf("pg_dump"))}':$PATH
            export PGHOST='{server.Host}' PGPORT={server.Port} PGUSER='{server.Username}' PGPASSWORD='{server.Password}'
            DATABASE='dbname={server.Database}'
            {command}
            """
        );
        Assert.True(exit == 0, words);
    }
}
