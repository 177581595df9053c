using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Access;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Explanations;

/// <summary>Explanations are found by what they are of, by what made them, and by what people say of them.</summary>
public sealed class ExplanationListTests
{
    [Fact]
    public async Task EachFilterFindsWhatItNames()
    {
        await using var service = await TestService.StartAsync();
        var apple = await service.LogAsync(3);
        service.Clock.Advance(TimeSpan.FromDays(1));
        var microsoft = await service.LogAsync(2, "MSFT", "SELL", "v1.1");
        service.Clock.Advance(TimeSpan.FromDays(1));
        var template = Guid.CreateVersion7();
        await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            new
            {
                explanation_id = template,
                ticker = "NVDA",
                signal = "HOLD",
                confidence = 0.5,
                explanation = "It stands still.",
                model_used = "template",
                fallback = true,
                cached = true,
            }
        );
        await service.RateAsync(apple[0], new { helpful = true, session = "a" });
        await service.RateAsync(apple[0], new { rating = 1, session = "b" });
        await service.RateAsync(apple[1], new { helpful = false, session = "a" });
        await service.RateAsync(microsoft[0], new { rating = 5, session = "a" });

        await AssertFoundAsync("", [template, .. microsoft, .. apple]);
        await AssertFoundAsync("?ticker=aapl", apple);
        await AssertFoundAsync("?signal=sell", microsoft);
        await AssertFoundAsync("?prompt_version=v1.1", microsoft);
        await AssertFoundAsync("?model_used=template", template);
        await AssertFoundAsync("?fallback=true", template);
        await AssertFoundAsync("?fallback=false&ticker=AAPL", apple);
        await AssertFoundAsync("?cached=true", template);
        await AssertFoundAsync("?rating=rated", apple[0], apple[1], microsoft[0]);
        await AssertFoundAsync("?rating=unrated", template, microsoft[1], apple[2]);
        await AssertFoundAsync("?rating=positive", apple[0], microsoft[0]);
        await AssertFoundAsync("?rating=negative", apple[0], apple[1]);
        await AssertFoundAsync("?stars=1", apple[0]);
        await AssertFoundAsync("?stars=5&ticker=MSFT", microsoft[0]);
        await AssertFoundAsync("?stars=4");
        await AssertFoundAsync("?from=2026-03-05&to=2026-03-05", microsoft);
        await AssertFoundAsync("?to=2026-03-04", apple);
        await AssertFoundAsync("?from=2026-03-05T12:00:00Z", [template, .. microsoft]);

        var rated = (await service.GetAsync<Page<ExplanationItem>>("/api/explanations?stars=1")).Items.Single();
        Assert.Equal((1, 2, 1), (rated.PositiveFeedback.Count, rated.PositiveFeedback.N, rated.AvgRating.N));
        Assert.Equal("RSI at 28.5 is low.", rated.Explanation);

        async Task AssertFoundAsync(string query, params Guid[] expected)
        {
            var found = (await service.GetAsync<Page<ExplanationItem>>($"/api/explanations{query}")).Items;
            Assert.Equal(expected.Order(), found.Select(one => one.ExplanationId).Order());
            Assert.Equal(found.Select(one => one.GeneratedAt).OrderDescending(), found.Select(one => one.GeneratedAt));
        }
    }

    [Theory]
    [InlineData("rating=good", "rating")]
    [InlineData("stars=6", "stars")]
    [InlineData("signal=LONG", "signal")]
    [InlineData("from=yesterday", "from")]
    [InlineData("version=v1.0", "version")]
    public async Task AFilterThatCannotBeIsNamed(string query, string field)
    {
        await using var service = await TestService.StartAsync();
        var refused = await service.Read.GetAsync($"/api/explanations?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"\"{field}\":", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task VotesSayWhatAndNotByWhomAndCommentsAreForThoseWhoDecide()
    {
        await using var service = await TestService.StartAsync();
        var id = (await service.LogAsync(1))[0];
        await service.RateAsync(
            id,
            new
            {
                rating = 2,
                comment = "Which RSI?",
                session = "a",
            }
        );
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.RateAsync(id, new { helpful = true });
        var path = $"/api/explanations/{id}/votes";

        var seen = (await service.GetAsync<Page<VoteItem>>(path)).Items;
        Assert.Equal([(null, true, true), (2, false, false)], seen.Select(vote => ((int?)vote.Rating, vote.Positive, vote.Anonymous)));
        Assert.Equal([false, true], seen.Select(vote => vote.HasComment));
        Assert.All(seen, vote => Assert.Null(vote.Comment));
        Assert.Equal("Which RSI?", (await CommentsAsync(service.Admin)).Single());

        using var admin = await Browser.FirstAdminAsync(service);
        using var analyst = await admin.InviteAsync(service, "ann", "analyst");
        using var trader = await admin.InviteAsync(service, "tom", "trader");
        Assert.Equal("Which RSI?", (await CommentsAsync(analyst.Http)).Single());
        Assert.Null((await CommentsAsync(trader.Http)).Single());

        // What was forgotten is gone here, too; the vote stays.
        (await service.Engine.DeleteAsync("/api/sessions/a/feedback")).EnsureSuccessStatusCode();
        Assert.Empty(await CommentsAsync(service.Admin));
        Assert.Equal(2, (await service.GetAsync<Page<VoteItem>>(path)).Items.Count);

        Assert.Equal(HttpStatusCode.NotFound, (await service.Read.GetAsync($"/api/explanations/{Guid.NewGuid()}/votes")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync("/api/explanations/7/votes")).StatusCode);
        Assert.Empty((await service.GetAsync<Page<VoteItem>>($"/api/explanations/{(await service.LogAsync(1))[0]}/votes")).Items);

        async Task<IEnumerable<string?>> CommentsAsync(HttpClient client) =>
            (await client.GetFromJsonAsync<Page<VoteItem>>($"{path}?commented=true", ClientJson.Options))!.Items.Select(vote =>
                vote.Comment
            );
    }
}
