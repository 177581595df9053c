using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Access;
using LearningActors.Tests.Experiments;
using static LearningActors.Tests.Recommendations.RecommendationDriver;

namespace LearningActors.Tests.Recommendations;

/// <summary>Two people decide on the same match: who has not seen what the other decided is refused, and nothing is lost.</summary>
public sealed class TwoPeopleTests : IAsyncLifetime
{
    private TestService _service = null!;
    private Browser _first = null!;
    private Browser _second = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        using var admin = await Browser.AdminAsync(_service);
        _first = await admin.InviteAsync(_service, "tom", "trader");
        _second = await admin.InviteAsync(_service, "ann", "analyst");
        await _service.SendAsync("recommendations", Recommend("r1"));
        await _service.ReconcileAsync("2021-01-04");
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("reason")]
    [InlineData("exclude")]
    public async Task WhatWasDecidedMeanwhileStaysAndIsToldToTheSecond(string how)
    {
        var seen = await FindAsync();
        var (done, _) = await DecideAsync(_first, seen, $"\"{seen.Revision}\"", "reason", new { reason_code = "premium_low" });
        Assert.Equal((HttpStatusCode.OK, $"\"{seen.Revision + 1}\""), (done.StatusCode, done.Headers.ETag!.Tag));

        object other = how == "reason" ? new { reason_code = "timing" } : new { excluded_reason = "A test." };
        var (refused, problem) = await DecideAsync(_second, seen, $"\"{seen.Revision}\"", how, other);
        Assert.Equal((HttpStatusCode.PreconditionFailed, done.Headers.ETag), (refused.StatusCode, refused.Headers.ETag));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        var current = problem["current"].Deserialize<MatchRecord>(ClientJson.Options)!;
        Assert.Equal(("premium_low", "tom", seen.Revision + 1), (current.ReasonCode, current.DecidedBy, current.Revision));

        var now = await FindAsync();
        Assert.Equal(("premium_low", null, "tom"), (now.ReasonCode, now.ExcludedReason, now.DecidedBy));
        Assert.Equal(1L, await _service.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action LIKE 'match.%'"));
        Assert.Equal(0L, await _service.ScalarAsync<long>("SELECT count(*) FROM audit_intents"));

        // Who has seen it may decide otherwise; the trail names both.
        var (again, _) = await DecideAsync(_second, seen, refused.Headers.ETag!.ToString(), how, other);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal("ann", (await FindAsync()).DecidedBy);
        Assert.Equal(
            "tom,ann",
            await _service.ScalarAsync<string>("SELECT string_agg(actor, ',' ORDER BY id) FROM audit_entries WHERE action LIKE 'match.%'")
        );
    }

    [Fact]
    public async Task OfMostAtOnceOneDecides()
    {
        var seen = await FindAsync();
        string[] codes = ["timing", "premium_low", "iv_low", "gut_feeling", "risk_too_high", "already_exposed"];
        var answers = await Task.WhenAll(
            codes.Select(
                (code, i) => DecideAsync(i % 2 == 0 ? _first : _second, seen, $"\"{seen.Revision}\"", "reason", new { reason_code = code })
            )
        );
        var (won, _) = Assert.Single(answers, one => one.Answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(one => one.Answer != won), one => Assert.Equal(HttpStatusCode.PreconditionFailed, one.Answer.StatusCode));
        Assert.Equal(codes[Array.FindIndex(answers, one => one.Answer == won)], (await FindAsync()).ReasonCode);
        Assert.Equal(seen.Revision + 1, (await FindAsync()).Revision);
    }

    [Fact]
    public async Task TheTagOfWhatWasReadIsTakenAndWhatIsSentTwiceIsDoneOnce()
    {
        var seen = await FindAsync();
        var tag = (await _service.Read.GetAsync($"{Root}/matches/{seen.Id}")).Headers.ETag!.ToString();
        Assert.StartsWith($"W/\"{seen.Revision}.", tag);
        var reason = new { reason_code = "other", reason_text = "The desk was closed." };
        var (once, _) = await DecideAsync(_first, seen, tag, "reason", reason);
        var (twice, _) = await DecideAsync(_first, seen, tag, "reason", reason);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (once.StatusCode, twice.StatusCode));
        Assert.Equal(once.Headers.ETag, twice.Headers.ETag);
    }

    [Fact]
    public async Task AMatchThatWasRevisedMeanwhileIsLookedAtAgain()
    {
        var seen = await FindAsync();
        await _service.SendAsync("executions", Execute("e1", "2021-01-04T16:00:00Z"));
        await _service.ReconcileAsync("2021-01-04");
        var (refused, problem) = await DecideAsync(_first, seen, $"\"{seen.Revision}\"", "reason", new { reason_code = "timing" });
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal("consent", problem["current"].Deserialize<MatchRecord>(ClientJson.Options)!.MatchType);
    }

    [Fact]
    public async Task WhoSendsNoTagDecidesOnWhateverThereIs()
    {
        var seen = await FindAsync();
        await _service.PatchAsync($"{Root}/matches/{seen.Id}/reason", new { reason_code = "timing" });
        await _service.PatchAsync($"{Root}/matches/{seen.Id}/reason", new { reason_code = "iv_low" });
        var (any, _) = await DecideAsync(_first, seen, "*", "exclude", new { excluded_reason = "A test." });
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
        var now = await FindAsync();
        Assert.Equal(("iv_low", "A test.", seen.Revision + 3), (now.ReasonCode, now.ExcludedReason, now.Revision));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("\"x\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"-1\"")]
    [InlineData("\"99999999999\"")]
    public async Task ATagThatNoAnswerHadIsNamed(string tag)
    {
        var seen = await FindAsync();
        var (refused, problem) = await DecideAsync(_first, seen, tag, "reason", new { reason_code = "timing" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.True(problem["errors"].TryGetProperty("If-Match", out _));
        Assert.Null((await FindAsync()).ReasonCode);
    }

    private async Task<MatchRecord> FindAsync() => Assert.Single(await _service.MatchesAsync());

    private static async Task<(HttpResponseMessage Answer, Dictionary<string, JsonElement> Body)> DecideAsync(
        Browser browser,
        MatchRecord match,
        string tag,
        string how,
        object decision
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Root}/matches/{match.Id}/{how}")
        {
            Content = JsonContent.Create(decision),
        };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        var answer = await browser.Http.SendAsync(request);
        return (answer, (await answer.Content.ReadFromJsonAsync<Dictionary<string, JsonElement>>())!);
    }
}
