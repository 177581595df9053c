using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests.Access;

/// <summary>No key, password, token, comment or session is in any log, trace, metric or problem detail.</summary>
public sealed class SecretTests
{
    private const string Comment = "my-very-private-comment";
    private const string Session = "my-very-private-session";
    private const string WrongPassword = "my-very-wrong-password";

    [Fact]
    public async Task NothingTellsASecret()
    {
        var said = new ConcurrentQueue<string>();
        using var provider = new Ear(said);
        using var activities = new ActivityListener
        {
            // Not to the test's own client.
            ShouldListenTo = source => source.Name != "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => said.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(activities);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument),
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => said.Enqueue(string.Join(' ', tags.ToArray())));
        meters.SetMeasurementEventCallback<long>((_, _, tags, _) => said.Enqueue(string.Join(' ', tags.ToArray())));
        meters.Start();

        await using var service = await TestService.StartAsync(builder => builder.Logging.AddProvider(provider));
        var link = service.FirstAdminToken!;
        using var admin = await Browser.FirstAdminAsync(service);
        using var ada = await admin.InviteAsync(service, "ada", "trader");
        var wrong = await ada.TrySignInAsync("ada", WrongPassword);
        said.Enqueue(await wrong.Content.ReadAsStringAsync());
        var made = await Browser.ReadAsync<MadeKey>(
            await admin.Http.PostAsJsonAsync("/api/keys", new { name = "secret-holder", scopes = new[] { "engine" } })
        );
        var ids = await service.LogAsync(1);
        using var asking = new HttpRequestMessage(HttpMethod.Post, "/api/rating-tokens")
        {
            Content = JsonContent.Create(new { explanation_ids = ids, rater = Session }),
        };
        asking.Headers.Authorization = new AuthenticationHeaderValue("Bearer", made.Key);
        var token = (await Browser.ReadAsync<RatingTokenResponse>(await service.Anonymous.SendAsync(asking))).Token;
        using var rating = new HttpRequestMessage(HttpMethod.Post, $"/api/feedback/{ids[0]}")
        {
            Content = JsonContent.Create(new { helpful = true, comment = Comment }),
        };
        rating.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        (await service.Anonymous.SendAsync(rating)).EnsureSuccessStatusCode();
        (await service.RateAsync(ids[0], new { helpful = false, session = Session })).EnsureSuccessStatusCode();
        // Refused, with the secret in what is refused: the answer does not repeat it.
        var refused = await service.RateAsync(
            Guid.NewGuid(),
            new
            {
                helpful = true,
                session = Session,
                comment = Comment,
            }
        );
        said.Enqueue(await refused.Content.ReadAsStringAsync());
        using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/strategies");
        forged.Headers.Authorization = new AuthenticationHeaderValue("Bearer", made.Key[..^1] + "?");
        said.Enqueue(await (await service.Anonymous.SendAsync(forged)).Content.ReadAsStringAsync());
        (await service.Engine.DeleteAsync($"/api/sessions/{Session}/feedback")).EnsureSuccessStatusCode();

        Assert.True(said.Count > 20, $"{said.Count}");
        var secrets = new[]
        {
            Comment,
            Session,
            WrongPassword,
            Browser.GoodPassword,
            link,
            made.Key,
            made.Key[..^1],
            token,
            admin.Cookie!.Value,
            ada.Cookie!.Value,
            admin.Http.DefaultRequestHeaders.GetValues(Browser.AntiforgeryHeader).Single(),
            service.Keys.Admin,
            service.Keys.Engine,
            service.Keys.Read,
        };
        var told = said.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal))).Distinct().ToArray();
        Assert.True(told.Length == 0, string.Join('\n', told));
    }

    /// <summary>Hears what is logged, at the levels that the service is configured to.</summary>
    private sealed class Ear(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            said.Enqueue($"{state}");
            return null;
        }

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => said.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
