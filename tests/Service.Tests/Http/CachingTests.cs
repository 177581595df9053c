using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Access;
using LearningActors.Tests.Trades;

namespace LearningActors.Tests.Http;

/// <summary>What is read has a tag, is compressed for who wants it, and says what a key has left.</summary>
public sealed class CachingTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Theory]
    [InlineData("/api/admin/prompts")]
    [InlineData("/api/learning/insights")]
    [InlineData("/api/admin/alerts")]
    [InlineData("/api/learning/relevant?symbol=BTC/USD")]
    [InlineData("/api/signals/AAPL/BUY")]
    [InlineData("/api/prompts/BUY/assignment?unit=1")]
    [InlineData("/api/v1/strategies/learning/matches")]
    public async Task AReaderThatHasTheAnswerIsToldSo(string path)
    {
        var first = await Service.Admin.GetAsync(path);
        Assert.True(first.Headers.ETag!.IsWeak);
        foreach (var (given, expected) in new[] { (first.Headers.ETag.Tag, 304), ("\"other\"", 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("If-None-Match", $"\"x\", W/{given}");
            var again = await Service.Admin.SendAsync(request);
            Assert.Equal(expected, (int)again.StatusCode);
            Assert.Equal(first.Headers.ETag, again.Headers.ETag);
            Assert.Equal(expected == 304 ? 0 : first.Content.Headers.ContentLength, (await again.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Fact]
    public async Task ATagChangesWithTheAnswer()
    {
        var before = (await Service.Read.GetAsync("/api/strategies")).Headers.ETag;
        await Service.AddRuleAsync("tagged");
        Assert.NotEqual(before, (await Service.Read.GetAsync("/api/strategies")).Headers.ETag);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task ALongAnswerIsCompressedForAKeyAndNotForACookie(string encoding)
    {
        const string path = "/api/admin/cycles";
        var plain = await Service.Read.GetStringAsync(path);
        using var byKey = Asking(path, encoding);
        byKey.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Service.Keys.Read);
        var compressed = await Service.Anonymous.SendAsync(byKey);
        Assert.Equal([encoding], compressed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", compressed.Headers.Vary);
        var bytes = await compressed.Content.ReadAsStreamAsync();
        await using Stream unpacked =
            encoding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(plain, await reader.ReadToEndAsync());

        using var byCookie = Asking(path, encoding);
        using var browser = await Browser.AdminAsync(Service);
        byCookie.Headers.Add("Cookie", $"learning_session={browser.Cookie!.Value}");
        var uncompressed = await Service.Anonymous.SendAsync(byCookie);
        Assert.Equal(HttpStatusCode.OK, uncompressed.StatusCode);
        Assert.Empty(uncompressed.Content.Headers.ContentEncoding);

        static HttpRequestMessage Asking(string path, string encoding)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
            return request;
        }
    }

    [Fact]
    public async Task AnAnswerFromACacheSaysHowOldItIs()
    {
        await using var service = await TestService.StartAsync();
        await service.LogAsync(1);
        var first = await service.Read.GetAsync("/api/admin/llm-analytics");
        Assert.Equal(TimeSpan.Zero, first.Headers.Age);
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        var later = await service.Read.GetAsync("/api/admin/llm-analytics");
        Assert.Equal(TimeSpan.FromMinutes(2), later.Headers.Age);
        Assert.Equal(
            (await first.Content.ReadFromJsonAsync<AnalyticsResponse>(ClientJson.Options))!.AsOf,
            (await later.Content.ReadFromJsonAsync<AnalyticsResponse>(ClientJson.Options))!.AsOf
        );
    }

    [Theory]
    [InlineData("/api/prompts/BUY/assignment?unit=1", 4)]
    [InlineData("/api/prompts/BUY/routing", 4)]
    [InlineData("/api/signals/AAPL/BUY", 0.9)]
    [InlineData("/api/learning/relevant?symbol=BTC/USD", 0.3)]
    public async Task AnAnswerFromASnapshotSaysHowOldItIs(string path, double seconds)
    {
        await using var service = await TestService.StartAsync();
        Assert.Equal(TimeSpan.Zero, (await service.Read.GetAsync(path)).Headers.Age);
        service.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var later = await service.Read.GetAsync(path);
        Assert.Equal(TimeSpan.FromSeconds((int)seconds), later.Headers.Age);
        Assert.NotNull(later.Headers.ETag);
        // A reader that has the answer is told its age, too.
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", later.Headers.ETag.ToString());
        var known = await service.Read.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.NotNull(known.Headers.Age);
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, (await service.Read.GetAsync(path)).Headers.Age);
    }

    [Fact]
    public async Task AKeyHasSoManyRequestsInAMinuteAndIsToldWhatIsLeft()
    {
        await using var service = await TestService.StartAsync(builder => builder.Configuration["Api:RequestsPerMinute"] = "3");
        var left = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var answer = await service.Read.GetAsync("/api/strategies");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("\"caller\";q=3;w=60", answer.Headers.GetValues("RateLimit-Policy").Single());
            left.Add(answer.Headers.GetValues("RateLimit").Single().Split(';')[1]);
        }

        Assert.Equal(["r=2", "r=1", "r=0"], left);
        var refused = await service.Read.GetAsync("/api/strategies");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        // Another key has its own.
        Assert.Equal(HttpStatusCode.OK, (await service.Engine.GetAsync("/api/strategies")).StatusCode);
    }
}
