using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using Xunit.Abstractions;

namespace LearningActors.Tests;

/// <summary>Keys, limits and sessions are those of the cluster, whichever silo a request comes to.</summary>
public sealed class AccessOverSilosTests(ITestOutputHelper output)
{
    private const int Limit = 600;
    private static readonly TimeSpan s_reachesAllWithin = TimeSpan.FromSeconds(5);

    [ClusterFact]
    public async Task AKeyIsLimitedAndRevokedOverAllSilos()
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        var made = await ReadAsync<MadeKey>(
            await cluster
                .Silos[0]
                .Admin.PostAsJsonAsync(
                    "/api/keys",
                    new
                    {
                        name = "limited",
                        scopes = new[] { "read" },
                        requests_per_minute = Limit,
                    }
                )
        );
        var key = made.Key;
        foreach (var silo in cluster.Silos)
            await Eventually.TrueAsync(
                async () => await StatusAsync(silo, key) != HttpStatusCode.Unauthorized,
                "every silo knows the key",
                s_reachesAllWithin
            );

        var (began, taken, refused) = (Stopwatch.GetTimestamp(), 0, 0);
        await Task.WhenAll(
            cluster.Silos.Select(async silo =>
            {
                while (Volatile.Read(ref refused) < 30)
                {
                    if (await StatusAsync(silo, key) == HttpStatusCode.OK)
                        Interlocked.Increment(ref taken);
                    else
                        Interlocked.Increment(ref refused);
                }
            })
        );
        var allowed = Limit + (Limit * Stopwatch.GetElapsedTime(began).TotalMinutes);
        output.WriteLine($"{taken} taken of {allowed:0} allowed over three silos");
        Assert.InRange(taken / allowed, 0.9, 1.1);

        var revoked = Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.NoContent, (await cluster.Silos[0].Admin.DeleteAsync("/api/keys/limited")).StatusCode);
        foreach (var silo in cluster.Silos)
            await Eventually.TrueAsync(
                async () => await StatusAsync(silo, key) == HttpStatusCode.Unauthorized,
                "every silo refuses the revoked key",
                s_reachesAllWithin
            );
        output.WriteLine($"revoked everywhere after {Stopwatch.GetElapsedTime(revoked)}");
    }

    [ClusterFact]
    public async Task ASessionIsGoodOnEverySiloAndEndsOnAllOfThem()
    {
        await using var cluster = await SiloCluster.StartAsync(3);
        var invited = await ReadAsync<LinkFor>(
            await cluster.Silos[0].Admin.PostAsJsonAsync("/api/people", new { name = "ada", role = "analyst" })
        );
        var link = invited.Link;
        var accepted = await cluster
            .Silos[1]
            .Anonymous.PostAsJsonAsync(
                "/api/session/link",
                new { token = link[(link.IndexOf('#') + 1)..], password = "correct horse battery" }
            );
        var antiforgery = (await ReadAsync<SignedIn>(accepted)).AntiforgeryToken;
        var cookie = accepted.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        foreach (var silo in cluster.Silos)
            Assert.Equal(HttpStatusCode.OK, await AddAsync(silo));

        await ReadAsync<Person>(await cluster.Silos[2].Admin.PatchAsJsonAsync("/api/people/ada", new { role = "viewer" }));
        foreach (var silo in cluster.Silos)
            await Eventually.TrueAsync(
                async () => await AddAsync(silo) == HttpStatusCode.Unauthorized,
                "every silo has ended the session",
                s_reachesAllWithin
            );

        async Task<HttpStatusCode> AddAsync(ClusterSilo silo)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/strategies")
            {
                Content = JsonContent.Create(new { id = $"rule-{Guid.NewGuid():N}" }),
            };
            request.Headers.Add("Cookie", cookie);
            request.Headers.Add("X-Antiforgery-Token", antiforgery);
            return (await silo.Anonymous.SendAsync(request)).StatusCode;
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(ClusterSilo silo, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/signals/AAPL/BUY");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return (await silo.Anonymous.SendAsync(request)).StatusCode;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<T>(ClientJson.Options))!;
    }
}
