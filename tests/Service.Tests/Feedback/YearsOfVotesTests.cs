using System.Net;

namespace LearningActors.Tests.Feedback;

/// <summary>What a session rated in the last hour is counted without reading what it rated in years.</summary>
public sealed class YearsOfVotesTests
{
    private const int Earlier = 20_000;

    [Fact]
    public async Task AVoteReadsNoneOfTheSessionsEarlierOnes()
    {
        await using var service = await TestService.StartAsync();
        var ids = await service.LogAsync(3);
        await service.RateAsync(ids[0], new { helpful = true, session = "for years" });
        await ExecuteAsync(
            service,
            $"""
            INSERT INTO llm_feedback (user_session, explanation_id, helpful, feedback_type, ticker, signal, prompt_version, model_used, day,
                answer, late, created_at, updated_at)
            SELECT f.user_session, gen_random_uuid(), true, 'manual', f.ticker, f.signal, f.prompt_version, f.model_used,
                f.day - i % 1000 - 1, gen_random_uuid(), false, f.created_at - (i % 1000 + 1) * interval '1 day',
                f.created_at - (i % 1000 + 1) * interval '1 day'
            FROM llm_feedback f, generate_series(1, {Earlier}) i
            """
        );
        await ExecuteAsync(service, "ANALYZE llm_feedback");
        await Eventually.TrueAsync(async () => (await StoredAsync(service)).Inserted == Earlier + 1, "the statistics of what was stored");
        var before = await StoredAsync(service);

        using var vote = await service.RateAsync(ids[1], new { helpful = false, session = "for years" });

        Assert.Equal(HttpStatusCode.OK, vote.StatusCode);
        await Eventually.TrueAsync(async () => (await StoredAsync(service)).Inserted > before.Inserted, "the vote's statistics");
        Assert.InRange((await StoredAsync(service)).Fetched - before.Fetched, 0, 100);
    }

    /// <summary>The statement is planned once, for the first vote, when nothing would be quicker than to read the whole table.</summary>
    [Fact]
    public async Task AVoteReadsNothingOfTheOthersAlsoWhereTheTableWasEmptyBefore()
    {
        const int Votes = 300;
        await using var service = await TestService.StartAsync();
        var ids = await service.LogAsync(Votes);
        foreach (var (i, id) in ids.Index())
            Assert.Equal(HttpStatusCode.OK, (await service.RateAsync(id, new { helpful = true, session = $"s{i}" })).StatusCode);
        await Eventually.TrueAsync(async () => (await StoredAsync(service)).Inserted == Votes, "the statistics of what was stored");
        Assert.InRange((await StoredAsync(service)).Fetched, 0, 5 * Votes);
    }

    /// <summary>Votes stored, and rows of votes that queries fetched by an index.</summary>
    private static async Task<(long Inserted, long Fetched)> StoredAsync(TestService service) =>
        (
            await service.ScalarAsync<long>("SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'llm_feedback'"),
            await service.ScalarAsync<long>("SELECT idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'llm_feedback'")
        );

    private static async Task ExecuteAsync(TestService service, string sql)
    {
        await using var command = service.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
