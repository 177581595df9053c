using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Feedback;

/// <summary>One vote for an explanation and a session, whatever arrives in whatever order.</summary>
public sealed class VotingTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task AThumbAndThenStarsAndACommentAreOneVote()
    {
        var id = (await Service.LogAsync(1))[0];
        await Service.RateAsync(id, new { helpful = true, session = "a" });
        await Service.RateAsync(id, new { rating = 4, session = "a" });
        var last = await Service.RateAsync(
            id,
            new
            {
                rating = 5,
                comment = "clear",
                session = "a",
            }
        );
        Assert.Equal("""{"received":true}""", await last.Content.ReadAsStringAsync());
        Assert.Equal(
            "true|5|clear",
            await Service.ScalarAsync<string>(
                $"SELECT string_agg(helpful::text || '|' || rating || '|' || comment, ';') FROM llm_feedback WHERE explanation_id = '{id}'"
            )
        );
    }

    [Fact]
    public async Task ALaterThumbReplacesTheEarlierOne()
    {
        var id = (await Service.LogAsync(1))[0];
        await Service.RateAsync(id, new { helpful = true, session = "a" });
        await Service.RateAsync(id, new { helpful = false, session = "a" });
        Assert.Equal(
            "false",
            await Service.ScalarAsync<string>($"SELECT string_agg(helpful::text, ';') FROM llm_feedback WHERE explanation_id = '{id}'")
        );
    }

    [Fact]
    public async Task TheSameRequestTwentyTimesAtOnceIsOneVoteAndTwentyEqualAnswers()
    {
        var id = (await Service.LogAsync(1))[0];
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                    await (await Service.RateAsync(id, new { helpful = true, session = "same" })).Content.ReadAsStringAsync()
                )
        );
        Assert.Equal(["""{"received":true}"""], answers.Distinct());
        Assert.Equal(1, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
    }

    [Fact]
    public async Task SendingTheSameAgainChangesNothing()
    {
        var id = (await Service.LogAsync(1))[0];
        await Service.RateAsync(id, new { helpful = true, session = "still" });
        var before = await Service.ScalarAsync<DateTime>($"SELECT updated_at FROM llm_feedback WHERE explanation_id = '{id}'");
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        await Service.RateAsync(id, new { helpful = true, session = "still" });
        Assert.Equal(before, await Service.ScalarAsync<DateTime>($"SELECT updated_at FROM llm_feedback WHERE explanation_id = '{id}'"));
    }

    [Fact]
    public async Task TwoThumbsOfOneSessionAtTheSameInstantAreOneVote()
    {
        foreach (var id in await Service.LogAsync(20))
        {
            // A session of its own for each: this is about the vote, not the quota.
            var session = $"both:{id}";
            await Task.WhenAll(
                Service.RateAsync(id, new { helpful = true, session }),
                Service.RateAsync(id, new { helpful = false, session })
            );
            Assert.Equal(1, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
        }
    }

    [Fact]
    public async Task VotesWithoutASessionAreOneVoteOfAnExplanationAndHaveNoQuota()
    {
        foreach (var id in await Service.LogAsync(15))
        {
            Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(id, new { helpful = true })).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(id, new { rating = 2 })).StatusCode);
            Assert.Equal(1, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
        }
    }

    [Fact]
    public async Task AnArrayHasAnOutcomeForEachVote()
    {
        var id = (await Service.LogAsync(1))[0];
        var unknown = Guid.NewGuid();
        var response = await Service.Engine.PostAsJsonAsync(
            "/api/feedback",
            new object[]
            {
                new
                {
                    explanation_id = id,
                    helpful = true,
                    session = "x",
                },
                new
                {
                    explanation_id = unknown,
                    helpful = true,
                    session = "x",
                },
                new
                {
                    explanation_id = id,
                    rating = 3,
                    session = "x",
                },
            }
        );
        var answer = (await response.Content.ReadFromJsonAsync<ReceivedManyResponse>(ClientJson.Options))!;
        Assert.Equal(2, answer.Received);
        Assert.Equal([200, 404, 200], answer.Results.Select(result => result.Status));
        Assert.Equal(
            "true|3",
            await Service.ScalarAsync<string>(
                $"SELECT string_agg(helpful::text || '|' || rating, ';') FROM llm_feedback WHERE explanation_id = '{id}'"
            )
        );
    }

    [Fact]
    public async Task AForgottenSessionKeepsItsCountsAndLosesCommentsAndLink()
    {
        var ids = await Service.LogAsync(3, "FORGET");
        foreach (var id in ids)
            await Service.RateAsync(
                id,
                new
                {
                    helpful = true,
                    comment = "secret",
                    session = "gone",
                }
            );
        var response = await Service.Engine.DeleteAsync("/api/sessions/gone/feedback");
        Assert.Equal("""{"votes":3}""", await response.Content.ReadAsStringAsync());
        Assert.Equal(
            "3|0|3",
            await Service.ScalarAsync<string>(
                "SELECT count(*) || '|' || count(comment) || '|' || count(DISTINCT user_session) FROM llm_feedback WHERE ticker = 'FORGET'"
            )
        );
        Assert.Equal(3, (await Service.LearningStateAsync("FORGET")).PositiveFeedback.N);
        Assert.Equal(
            "engine|{\"votes\": 3}",
            await Service.ScalarAsync<string>("SELECT actor || '|' || detail FROM audit_entries WHERE action = 'session.forget'")
        );
    }

    [Fact]
    public async Task NoRawSessionIsStoredAnywhere()
    {
        var id = (await Service.LogAsync(1))[0];
        await Service.RateAsync(id, new { helpful = true, session = "very-recognisable-session" });
        Assert.Equal(0, await Service.ScalarAsync<long>("SELECT count(*) FROM llm_feedback f WHERE f::text LIKE '%recognisable%'"));
    }
}
