using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LearningActors.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LearningActors.Tests.Clients;

/// <summary>The client in a host's services.</summary>
public sealed class RegistrationTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task AHostHasTheClientWithItsSnapshotsMetricsAndTraces()
    {
        var measured = new ConcurrentBag<(string Name, string? Kind, string? Outcome)>();
        var batches = new ConcurrentBag<Activity>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ClientTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) =>
            {
                var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value as string);
                measured.Add((instrument.Name, all.GetValueOrDefault("kind"), all.GetValueOrDefault("outcome")));
            }
        );
        meters.Start();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ClientTelemetry.Name or "RegistrationTests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = batches.Add,
        };
        ActivitySource.AddActivityListener(traces);

        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["LearningActors:Addresses:0"] = fixture.Service.Url,
                ["LearningActors:Key"] = fixture.Service.Keys.Engine,
                ["LearningActors:RefreshInterval"] = "00:00:00.2",
            }
        );
        builder.Services.AddLearningActors(options => builder.Configuration.GetSection("LearningActors").Bind(options));
        var host = builder.Build();
        await host.StartAsync();
        var id = (await fixture.Service.LogAsync(1))[0];
        using var source = new ActivitySource("RegistrationTests");
        ActivityTraceId caller;
        using (var activity = source.StartActivity("caller"))
        {
            caller = activity!.TraceId;
            Assert.True((await host.Services.GetRequiredService<LearningBatcher>().RateAsync(ClientFacts.Vote(id, "host"))).Received);
        }

        // The host began to read by itself.
        var prompts = host.Services.GetRequiredService<PromptAssigner>();
        await Eventually.TrueAsync(() => Task.FromResult(prompts.TryAssign("BUY", "u", out _)), "The routing is read.");
        var advisor = host.Services.GetRequiredService<InsightAdvisor>();
        await Eventually.TrueAsync(() => Task.FromResult(advisor.AsOf is not null), "The insights are read.");
        Assert.Empty(await host.Services.GetRequiredService<LearningClient>().RelevantAsync(new TradeContext("pullback")));
        var last = host.Services.GetRequiredService<LearningBatcher>().RateAsync(ClientFacts.Vote(id, "host at its end"));
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.True(last.IsCompletedSuccessfully);

        Assert.Contains(("learningactors.client.items", "vote", "committed"), measured);
        Assert.Contains(measured, one => one.Name == "learningactors.client.refreshes" && one.Outcome == "changed");
        var batch = Assert.Single(batches, one => one.OperationName == "batch vote" && one.Links.Any());
        Assert.Equal(caller, batch.Links.Single().Context.TraceId);
    }

    [Fact]
    public async Task AnOptionThatCantBeUsedKeepsTheHostFromStartingAndIsNamed()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddLearningActors(options => options.BatchSize = 5000);
        using var host = builder.Build();
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("Key", refused.Message);
        Assert.Contains("BatchSize", refused.Message);
        Assert.Contains("Addresses is empty", refused.Message);
        Assert.Throws<OptionsValidationException>(() => LearningConnection.Open(new LearningActorsOptions { Key = "k" }));
    }
}
