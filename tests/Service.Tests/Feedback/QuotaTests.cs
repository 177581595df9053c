using System.Net;

namespace LearningActors.Tests.Feedback;

/// <summary>Ten explanations rated by a session in an hour.</summary>
public sealed class QuotaTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task OfElevenAtOnceTenAreTakenAndOneIsToldWhenToComeBack()
    {
        var ids = await Service.LogAsync(11);
        var responses = await Task.WhenAll(ids.Select(id => Service.RateAsync(id, new { helpful = true, session = "eager" })));
        Assert.Equal(10, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        var refused = Assert.Single(responses, response => response.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3500, 3600);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);

        Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(ids[0], new { helpful = false, session = "another" })).StatusCode);
    }

    [Fact]
    public async Task CompletingAVoteIsNoNewOneAndAnHourLaterThereIsRoomAgain()
    {
        var ids = await Service.LogAsync(12);
        foreach (var id in ids.Take(10))
            await Service.RateAsync(id, new { helpful = true, session = "steady" });
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            (await Service.RateAsync(ids[10], new { helpful = true, session = "steady" })).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(ids[3], new { rating = 5, session = "steady" })).StatusCode);
        Service.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(ids[10], new { helpful = true, session = "steady" })).StatusCode);
    }

    [Fact]
    public async Task UnknownExplanationsCostNoQuota()
    {
        for (var i = 0; i < 12; i++)
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await Service.RateAsync(Guid.NewGuid(), new { helpful = true, session = "lost" })).StatusCode
            );
        foreach (var id in await Service.LogAsync(10))
            Assert.Equal(HttpStatusCode.OK, (await Service.RateAsync(id, new { helpful = true, session = "lost" })).StatusCode);
    }
}
