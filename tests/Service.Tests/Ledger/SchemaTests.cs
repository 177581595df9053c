using LearningActors.Configuration;
using LearningActors.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>The database and its hosts.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task HostsThatStartAtOnceApplyEveryStepOnce()
    {
        await using var database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync(withSchema: false));
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Schema.ApplyAsync(database)));
        var steps = Assert.Single(applied, one => one.Count > 0);
        Assert.Equal(steps.Order(StringComparer.Ordinal), steps);
        Assert.Equal(steps.Count, await CountAsync(database));
    }

    [Fact]
    public async Task AChangedStepStopsTheHost()
    {
        await using var database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());
        await ExecuteAsync(database, "UPDATE schema_steps SET checksum = 'other' WHERE name LIKE '0002%'");
        var thrown = await Assert.ThrowsAsync<OperatorException>(() => Schema.ApplyAsync(database));
        Assert.Contains("0002_ledger.sql differs", thrown.Message);
    }

    [Fact]
    public async Task ANewerDatabaseStopsTheHost()
    {
        await using var database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());
        await ExecuteAsync(database, "INSERT INTO schema_steps (name, checksum) VALUES ('9999_future.sql', '')");
        var thrown = await Assert.ThrowsAsync<OperatorException>(() => Schema.ApplyAsync(database));
        Assert.Contains("newer version", thrown.Message);
    }

    [Fact]
    public async Task ASecondHostOnTheDatabaseIsRefusedAndSaysWhy()
    {
        await using var database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());
        var first = await HostLock.TakeAsync(database, shared: false, NullLogger<HostLock>.Instance);
        var refused = await Assert.ThrowsAsync<OperatorException>(() =>
            HostLock.TakeAsync(database, shared: false, NullLogger<HostLock>.Instance)
        );
        Assert.Contains("Another host runs on this database", refused.Message);
        await Assert.ThrowsAsync<OperatorException>(() => HostLock.TakeAsync(database, shared: true, NullLogger<HostLock>.Instance));
        Assert.True(await first.ReleaseAsync());

        var silo = await HostLock.TakeAsync(database, shared: true, NullLogger<HostLock>.Instance);
        var second = await HostLock.TakeAsync(database, shared: true, NullLogger<HostLock>.Instance);
        await Assert.ThrowsAsync<OperatorException>(() => HostLock.TakeAsync(database, shared: false, NullLogger<HostLock>.Instance));
        Assert.False(await silo.ReleaseAsync());
        Assert.True(await second.ReleaseAsync());
    }

    [Theory]
    [InlineData("DELETE FROM llm_explanations")]
    [InlineData("TRUNCATE llm_explanations")]
    [InlineData("UPDATE llm_explanations SET id = gen_random_uuid()")]
    public async Task ExplanationsCannotGoAwayUnderTheirVotes(string statement)
    {
        await using var database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(database, statement));
        Assert.Contains("stay until they are archived", refused.MessageText);
    }

    private static async Task<int> CountAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT count(*)::integer FROM schema_steps");
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
