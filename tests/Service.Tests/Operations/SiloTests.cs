using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Cycles;
using LearningActors.Operations;
using LearningActors.Tests.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Operations;

/// <summary>Operators see the silos, and each by itself.</summary>
public sealed class SiloTests
{
    [Fact]
    public async Task ASiloTellsItsStatusAndWhatItUses()
    {
        await using var service = await TestService.StartAsync();
        var silo = Assert.Single((await service.GetAsync("/api/admin/silos")).EnumerateArray());
        Assert.Equal("active", silo.GetProperty("status").GetString());
        var (started, now) = (silo.GetProperty("started_at").GetDateTimeOffset(), DateTimeOffset.UtcNow);
        Assert.InRange(started, now.AddMinutes(-10), now.AddSeconds(1));
        Assert.Equal(0, silo.GetProperty("suspected_by").GetArrayLength());
        var usage = silo.GetProperty("usage");
        Assert.True(usage.GetProperty("activations").GetInt32() > 0);
        Assert.InRange(usage.GetProperty("memory_bytes").GetInt64(), 10_000_000, usage.GetProperty("memory_limit_bytes").GetInt64());
        // Not all of it is resident.
        Assert.InRange(usage.GetProperty("managed_bytes").GetInt64(), 1_000_000, usage.GetProperty("memory_limit_bytes").GetInt64());
        Assert.InRange(usage.GetProperty("cpu_percent").GetDouble(), 0, 100);

        await service.LogAsync(3);
        var explanations = Assert.Single(await WritersAsync(service));
        Assert.Equal(silo.GetProperty("address").GetString(), explanations.GetProperty("silo").GetString());
        Assert.Equal(3, explanations.GetProperty("facts").GetInt64());
    }

    [Fact]
    public async Task ASiloIsSpokenForByNoOther()
    {
        await using var service = await TestService.StartAsync();
        var other = service.Services.GetRequiredService<IGrainFactory>().GetGrain<ISiloGrain>("silo:127.0.0.1:1@1");
        var refusal = await Assert.ThrowsAnyAsync<Exception>(other.GetUsage);
        Assert.Contains("silo:127.0.0.1:1@1 was placed on", refusal.ToString());
    }

    [Fact]
    public async Task TheFiguresOfTheSiloAreSeenWhileTheDatabaseIsAway()
    {
        await using var door = DatabaseDoor.To(await TestPostgres.CreateDatabaseAsync());
        await using var service = await TestService.StartAsync(connectionString: door.ConnectionString);
        await service.LogAsync(2);
        var silo = (await service.GetAsync("/api/admin/silos"))[0].GetProperty("address").GetString();
        door.Shut();
        var writer = Assert.Single(await WritersAsync(service));
        Assert.Equal((silo, 2), (writer.GetProperty("silo").GetString(), writer.GetProperty("facts").GetInt64()));
        var intake = (await service.GetAsync("/api/admin/grains"))
            .EnumerateArray()
            .Single(kind => kind.GetProperty("kind").GetString() == "explanationintake");
        Assert.True(intake.GetProperty("activations").GetInt32() > 0);
        Assert.Equal(JsonValueKind.Null, intake.GetProperty("stored").ValueKind);
        foreach (var path in new[] { "/api/admin/grains/cycle", "/api/admin/reminders", "/api/admin/audit", "/health/ready" })
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await service.Admin.GetAsync(path)).StatusCode);
        door.Open();
        Assert.Equal(HttpStatusCode.OK, (await service.Admin.GetAsync("/api/admin/audit")).StatusCode);
    }

    [ClusterFact]
    public async Task EachSiloOfAClusterIsSeenFromTheOther()
    {
        await using var one = await TestService.StartAsync();
        var two = await TestService.StartAsync(connectionString: one.ConnectionString, clock: one.Clock);
        try
        {
            await Eventually.TrueAsync(
                async () => (await ActiveAsync(two)).Length == 2 && (await ActiveAsync(one)).Length == 2,
                "both silos answer both"
            );
            var silos = await ActiveAsync(two);
            foreach (var service in new[] { one, two })
                await service.LogAsync(1);
            var writers = await WritersAsync(two);
            Assert.Equal(silos.Order(), writers.Select(writer => writer.GetProperty("silo").GetString()!).Order());
            Assert.All(writers, writer => Assert.Equal(1, writer.GetProperty("facts").GetInt64()));

            // Wherever its one activation is, each sees it and can end it.
            await one.Cycle(CycleNames.Outcomes).WatchClock();
            var path = $"/api/admin/grains/cycle/{CycleNames.Outcomes}";
            var activation = Assert.Single((await GrainAsync(two, path)).GetProperty("activations").EnumerateArray());
            Assert.Contains(activation.GetProperty("silo").GetString(), silos);
            foreach (var service in new[] { one, two })
            {
                await one.Cycle(CycleNames.Outcomes).Get();
                var ended = await (await service.Admin.PostAsync($"{path}/deactivate", null)).Content.ReadFromJsonAsync<JsonElement>();
                Assert.True(ended.GetProperty("was_active").GetBoolean());
                await Eventually.TrueAsync(
                    async () => !(await GrainAsync(service, path)).GetProperty("active").GetBoolean(),
                    "the grain is not active"
                );
            }
        }
        finally
        {
            await two.DisposeAsync();
        }

        var left = await one.GetAsync("/api/admin/silos");
        Assert.Equal(["active", "dead"], left.EnumerateArray().Select(silo => silo.GetProperty("status").GetString()));
        Assert.Equal(JsonValueKind.Null, left[1].GetProperty("usage").ValueKind);
        Assert.Equal(HttpStatusCode.OK, (await one.Read.GetAsync("/api/admin/grains")).StatusCode);
    }

    private static async Task<string[]> ActiveAsync(TestService service) =>
        [
            .. (await service.Admin.GetFromJsonAsync<JsonElement>("/api/admin/silos"))
                .EnumerateArray()
                .Where(silo => silo.GetProperty("usage").ValueKind == JsonValueKind.Object)
                .Select(silo => silo.GetProperty("address").GetString()!),
        ];

    private static async Task<JsonElement[]> WritersAsync(TestService service) =>
        [
            .. (await service.GetAsync("/api/admin/ledger"))
                .EnumerateArray()
                .Where(writer => writer.GetProperty("fact").GetString() == "explanations"),
        ];

    private static Task<JsonElement> GrainAsync(TestService service, string path) => service.Admin.GetFromJsonAsync<JsonElement>(path);
}
