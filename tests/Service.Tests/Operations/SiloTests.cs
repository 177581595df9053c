using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Cycles;
using LearningActors.Operations;
using LearningActors.Tests.Experiments;
using Microsoft.Extensions.DependencyInjection;
using Deactivation = LearningActors.Client.Deactivation;
using GrainKind = LearningActors.Client.GrainKind;
using GrainResponse = LearningActors.Client.GrainResponse;
using SiloReport = LearningActors.Client.SiloReport;

namespace LearningActors.Tests.Operations;

/// <summary>Operators see the silos, and each by itself.</summary>
public sealed class SiloTests
{
    [Fact]
    public async Task ASiloTellsItsStatusAndWhatItUses()
    {
        await using var service = await TestService.StartAsync();
        var silo = Assert.Single(await SilosAsync(service.Read));
        Assert.Equal("active", silo.Status);
        var (started, now) = (silo.StartedAt, DateTimeOffset.UtcNow);
        Assert.InRange(started, now.AddMinutes(-10), now.AddSeconds(1));
        Assert.Empty(silo.SuspectedBy);
        var usage = silo.Usage!;
        Assert.True(usage.Activations > 0);
        Assert.InRange(usage.MemoryBytes, 10_000_000, usage.MemoryLimitBytes);
        // Not all of it is resident.
        Assert.InRange(usage.ManagedBytes, 1_000_000, usage.MemoryLimitBytes);
        Assert.InRange(usage.CpuPercent, 0, 100);

        await service.LogAsync(3);
        var explanations = Assert.Single(await WritersAsync(service));
        Assert.Equal(silo.Address, explanations.Silo);
        Assert.Equal(3, explanations.Facts);
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
        var silo = (await SilosAsync(service.Read))[0].Address;
        door.Shut();
        var writer = Assert.Single(await WritersAsync(service));
        Assert.Equal((silo, 2), (writer.Silo, writer.Facts));
        var intake = (await service.GetAsync<IReadOnlyList<GrainKind>>("/api/admin/grains")).Single(kind =>
            kind.Kind == "explanationintake"
        );
        Assert.True(intake.Activations > 0);
        Assert.Null(intake.Stored);
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
            Assert.Equal(silos.Order(), writers.Select(writer => writer.Silo).Order());
            Assert.All(writers, writer => Assert.Equal(1, writer.Facts));

            // Wherever its one activation is, each sees it and can end it.
            await one.Cycle(CycleNames.Outcomes).WatchClock();
            var path = $"/api/admin/grains/cycle/{CycleNames.Outcomes}";
            var activation = Assert.Single((await GrainAsync(two, path)).Activations);
            Assert.Contains(activation.Silo, silos);
            foreach (var service in new[] { one, two })
            {
                await one.Cycle(CycleNames.Outcomes).Get();
                var ended = await service.PostAsync<Deactivation>($"{path}/deactivate", new { });
                Assert.True(ended.WasActive);
                await Eventually.TrueAsync(async () => !(await GrainAsync(service, path)).Active, "the grain is not active");
            }
        }
        finally
        {
            await two.DisposeAsync();
        }

        var left = await SilosAsync(one.Read);
        Assert.Equal(["active", "dead"], left.Select(silo => silo.Status));
        Assert.Null(left[1].Usage);
        Assert.Equal(HttpStatusCode.OK, (await one.Read.GetAsync("/api/admin/grains")).StatusCode);
    }

    private static async Task<string[]> ActiveAsync(TestService service) =>
        [.. (await SilosAsync(service.Admin)).Where(silo => silo.Usage is not null).Select(silo => silo.Address)];

    private static async Task<LedgerFigures[]> WritersAsync(TestService service) =>
        [.. (await service.GetAsync<IReadOnlyList<LedgerFigures>>("/api/admin/ledger")).Where(writer => writer.Fact == "explanations")];

    private static async Task<GrainResponse> GrainAsync(TestService service, string path) =>
        (await service.Admin.GetFromJsonAsync<GrainResponse>(path, ClientJson.Options))!;

    private static async Task<IReadOnlyList<SiloReport>> SilosAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<IReadOnlyList<SiloReport>>("/api/admin/silos", ClientJson.Options))!;
}
