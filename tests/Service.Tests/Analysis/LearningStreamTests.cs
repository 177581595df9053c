using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Access;

namespace LearningActors.Tests.Analysis;

/// <summary>Who follows what explanations learn is told when it changes, for as long as they may read it.</summary>
public sealed class LearningStreamTests
{
    private const string Path = "/api/admin/llm-learning/stream";

    [Fact]
    public async Task AVoteIsAnEventAndWhoComesBackIsNotToldTheSameAgain()
    {
        await using var service = await TestService.StartAsync();
        var id = (await service.LogAsync(1))[0];
        string known;
        await using (var events = await FollowAsync(service.Read))
        {
            var first = await events.NextAsync("learning");
            Assert.Equal(0, Read(first).TotalFeedback);
            await service.RateAsync(id, new { helpful = true, session = "x" });
            service.Clock.Advance(TimeSpan.FromSeconds(10));
            var second = await events.NextAsync("learning");
            Assert.Equal(1, Read(second).TotalFeedback);
            Assert.NotEqual(first.EventId, second.EventId);
            known = second.EventId!;
        }

        // What the browser does when a connection breaks: it names the last event that it had.
        await using var again = await FollowAsync(service.Read, known);
        Assert.Equal("heartbeat", (await again.NextAsync()).EventType);
        await service.RateAsync(id, new { helpful = false, session = "y" });
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, Read(await again.NextAsync("learning")).TotalFeedback);
    }

    [Fact]
    public async Task AnotherHostGoesOnWhereTheFirstOneEnded()
    {
        await using var first = await TestService.StartAsync();
        var id = (await first.LogAsync(1))[0];
        var events = await FollowAsync(first.Read);
        var known = await events.NextAsync("learning");
        // It stops at once, though somebody follows.
        await first.DisposeAsync();
        Assert.Null(await events.EndAsync());
        await using var second = await TestService.StartAsync(connectionString: first.ConnectionString, clock: first.Clock);
        await using var again = await FollowAsync(second.Read, known.EventId);
        Assert.Equal("heartbeat", (await again.NextAsync()).EventType);
        await second.RateAsync(id, new { helpful = true, session = "x" });
        second.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, Read(await again.NextAsync("learning")).TotalFeedback);
    }

    [Fact]
    public async Task ItEndsWithTheKey()
    {
        await using var service = await TestService.StartAsync();
        var made = await Browser.ReadAsync<MadeKey>(
            await service.Admin.PostAsJsonAsync("/api/keys", new { name = "reader", scopes = new[] { "read" } })
        );
        using var client = new HttpClient { BaseAddress = new Uri(service.Url) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Key);
        await using var events = await FollowAsync(client);
        await events.NextAsync("learning");
        (await service.Admin.DeleteAsync("/api/keys/reader")).EnsureSuccessStatusCode();
        Assert.Null(await events.EndAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(Path)).StatusCode);
    }

    [Fact]
    public async Task ItEndsWithTheSession()
    {
        await using var service = await TestService.StartAsync();
        using var person = await Browser.FirstAdminAsync(service);
        await using var events = await FollowAsync(person.Http);
        await events.NextAsync("learning");
        (await person.Http.DeleteAsync("/api/session")).EnsureSuccessStatusCode();
        Assert.Null(await events.EndAsync());
    }

    [Fact]
    public async Task SoManyAreOpenAtATimeAndOneThatIsClosedMakesRoom()
    {
        await using var service = await TestService.StartAsync();
        var open = new List<Followed>();
        for (var i = 0; i < 16; i++)
        {
            open.Add(await FollowAsync(service.Read));
            await open[^1].NextAsync("learning");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await service.Read.GetAsync(Path)).StatusCode);
        // Another caller has their own.
        await using (var other = await FollowAsync(service.Admin))
            await other.NextAsync("learning");
        await open[0].DisposeAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await service.Read.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead);
                return response.StatusCode == HttpStatusCode.OK;
            },
            "the closed one makes room"
        );
        foreach (var one in open)
            await one.DisposeAsync();
    }

    private static LearningResponse Read(SseItem<string> one) =>
        JsonSerializer.Deserialize<LearningResponse>(one.Data, ClientJson.Options)!;

    private static async Task<Followed> FollowAsync(HttpClient client, string? lastEvent = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        if (lastEvent is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEvent);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new Followed(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>A stream that somebody reads, with patience.</summary>
    private sealed class Followed(HttpResponseMessage response, Stream stream) : IAsyncDisposable
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
        private readonly IAsyncEnumerator<SseItem<string>> _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();

        /// <summary>The next event, or the next of a kind.</summary>
        internal async Task<SseItem<string>> NextAsync(string? kind = null)
        {
            do Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(s_patience), "The stream ended.");
            while (kind is not null && _events.Current.EventType != kind);
            return _events.Current;
        }

        /// <summary>Reads on until the stream ends; null where it ends as it should.</summary>
        internal async Task<Exception?> EndAsync() =>
            await Record.ExceptionAsync(async () =>
            {
                while (await _events.MoveNextAsync().AsTask().WaitAsync(s_patience)) { }
            });

        public ValueTask DisposeAsync()
        {
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
