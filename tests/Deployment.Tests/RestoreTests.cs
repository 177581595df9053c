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
        var restored = await TestPostgres.CreateDatabaseAsync(withSchema: false);
        var folder = Directory.CreateTempSubdirectory("learningactors-dump-").FullName;
        try
        {
            var dump = Path.Combine(folder, "learningactors.dump");
            await RunAsync("pg_dump", "--format=custom", $"--file={dump}", $"--dbname={Uri(original)}");
            await load.MoreAsync(300);
            await load.StopAsync();
            await RunAsync("pg_restore", "--exit-on-error", $"--dbname={Uri(restored)}", dump);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

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

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (exit, words) = await Programs.RunAsync(PostgresBinaries.Find().PathOf(program), "/", arguments);
        Assert.True(exit == 0, words);
    }

    private static string Uri(string connectionString)
    {
        var one = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{one.Username}:{one.Password}@{one.Host}:{one.Port}/{one.Database}";
    }
}
