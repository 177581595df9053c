using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Feedback;

/// <summary>What a session may do after it was forgotten, and what its votes still tell.</summary>
public sealed class ForgettingTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private const string Of = "FROM llm_feedback WHERE ticker = 'AGAIN'";

    private TestService Service => fixture.Service;

    [Fact]
    public async Task AForgottenSessionCannotVoteAgainOnWhatItRatedButOnOthers()
    {
        var ids = await Service.LogAsync(3, "AGAIN");
        foreach (var id in ids[..2])
            Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(id, new { helpful = true, session = "gone-again" })).StatusCode);
        await Service.RateAsync(ids[0], new { helpful = true });
        var stays = await RowsAsync();
        // Forgotten twice is forgotten once.
        foreach (var count in new[] { 2, 0 })
            Assert.Equal(
                $$"""{"votes":{{count}}}""",
                await (await Service.Engine.DeleteAsync("/api/sessions/gone-again/feedback")).Content.ReadAsStringAsync()
            );
        var forgotten = await RowsAsync();
        Assert.Equal(3, forgotten.Length);
        Assert.Single(forgotten.Intersect(stays));

        var again = await Service.RateAsync(ids[0], new { helpful = false, session = "gone-again" });
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("session", await Problems.FieldAsync(again));
        var many = await Service.Engine.PostAsJsonAsync(
            "/api/feedback",
            ids.Select(id => new
            {
                explanation_id = id,
                helpful = false,
                session = "gone-again",
            })
        );
        Assert.Equal(
            [409, 409, 200],
            (await many.Content.ReadFromJsonAsync<ReceivedManyResponse>(ClientJson.Options))!.Results.Select(result => result.Status)
        );
        // Others are not taken for it.
        Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(ids[0], new { helpful = true, session = "another" })).StatusCode);
        Assert.Equal("5|1", await Service.ScalarAsync<string>($"SELECT count(*) || '|' || count(*) FILTER (WHERE NOT helpful) {Of}"));
        Assert.All(forgotten, row => Assert.Contains(row, RowsAsync().Result));

        Task<string[]> RowsAsync() => Service.ScalarAsync<string[]>($"SELECT array_agg(user_session || '/' || explanation_id) {Of}");
    }

    /// <summary>
    /// What stands in the place of the session can't be made from what the database holds, as it could by the hash alone.
    /// </summary>
    [Fact]
    public async Task WhoReadsTheDatabaseCannotTellTheVotesOfAForgottenSession()
    {
        var ids = await Service.LogAsync(2, "LINK");
        await Service.RateAsync(ids[0], new { helpful = true, session = "linked" });
        await Service.Engine.DeleteAsync("/api/sessions/linked/feedback");
        await Service.RateAsync(ids[1], new { helpful = true, session = "linked" });
        Assert.Equal(
            0,
            await Service.ScalarAsync<long>(
                """
                SELECT count(*) FROM llm_feedback one JOIN llm_feedback other ON one.ticker = 'LINK' AND other.ticker = 'LINK'
                WHERE one.user_session = encode(substring(
                    sha256(uuid_send(other.user_session) || uuid_send(one.explanation_id)) FOR 16), 'hex')::uuid
                   OR one.explanation_id <> other.explanation_id AND one.user_session = other.user_session
                """
            )
        );
    }

    /// <summary>A vote that is under way while its session is forgotten counts once, whichever of them comes first.</summary>
    [Fact]
    public async Task ForgettingWhileVotingLeavesOneVote()
    {
        var ids = await Service.LogAsync(40, "RACE");
        for (var i = 0; i < ids.Length; i++)
        {
            var (id, session) = (ids[i], $"racer-{i}");
            await Service.RateAsync(id, new { helpful = true, session });
            var votes = Enumerable.Range(0, 6).Select(vote => Service.RateAsync(id, new { rating = 1 + (vote % 5), session }));
            var forget = Service.Engine.DeleteAsync($"/api/sessions/{session}/feedback");
            await Task.WhenAll([.. votes, forget]);
        }

        Assert.Equal(ids.Length, await Service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback WHERE ticker = 'RACE'"));
    }
}
