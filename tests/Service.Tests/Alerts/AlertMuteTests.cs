using System.Net;
using System.Net.Http.Json;
using LearningActors.Alerts;
using LearningActors.Tests.Experiments;
using Microsoft.Extensions.DependencyInjection;
using AlertMute = LearningActors.Client.AlertMute;

namespace LearningActors.Tests.Alerts;

/// <summary>A kind of alert that is muted is recorded, and neither sent nor counted as open, until the mute ends.</summary>
public sealed class AlertMuteTests : IAsyncLifetime
{
    private const string Path = "/api/admin/alerts";
    private TestService _service = null!;
    private WebhookServer _webhook = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _webhook = await WebhookServer.StartAsync();
        _service = await TestService.StartAsync(builder => builder.Configuration["Notifiers:Webhook:Url"] = _webhook.Url);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _webhook.DisposeAsync();
    }

    [Fact]
    public async Task WhatIsRaisedMeanwhileIsNotSentAndOpenAfterwards()
    {
        var muted = await MuteAsync("budget", 2);
        Assert.Equal(("budget", "Known.", "admin", muted.MutedAt.AddHours(2)), (muted.Kind, muted.Reason, muted.MutedBy, muted.MutedUntil));
        Assert.Equal(muted, Assert.Single(await _service.GetAsync<AlertMute[]>($"{Path}/mutes")));
        await RaiseAsync("budget/1", AlertKind.Budget);
        await RaiseAsync("promotion/BUY-1", AlertKind.Promotion);
        Assert.Equal("promotion/BUY-1", (await NextAsync()).Key);

        var alert = (await _service.AlertsAsync()).Single(one => one.Id == "budget/1");
        Assert.Equal((muted.MutedUntil, 0), (alert.MutedUntil, alert.Deliveries.Count));
        Assert.Equal("promotion/BUY-1", Assert.Single(await _service.AlertsAsync(openOnly: true)).Id);

        // The time is over: it is open, was not sent, and the next one is.
        _service.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await _service.GetAsync<AlertMute[]>($"{Path}/mutes"));
        Assert.Equal(2, (await _service.AlertsAsync(openOnly: true)).Count);
        await RaiseAsync("budget/2", AlertKind.Budget);
        Assert.Equal("budget/2", (await NextAsync()).Key);
        Assert.Null((await _service.AlertsAsync()).Single(one => one.Id == "budget/1").MutedUntil);
    }

    [Fact]
    public async Task WhatWasToBeSentBeforeWaitsForTheEndAndAcknowledgedStays()
    {
        _webhook.Status = 500;
        await RaiseAsync("budget/1", AlertKind.Budget);
        Assert.Equal(500, (await NextAsync()).Status);
        // When it is sent again counts from here.
        await Eventually.TrueAsync(
            async () => await _service.ScalarAsync<long>("SELECT count(*) FROM alert_deliveries WHERE last_error IS NOT NULL") == 1,
            "the failure is noted"
        );
        await SendAsync("acknowledge", new { id = "budget/1" });
        await MuteAsync("budget", 720);
        _webhook.Status = 200;
        _service.Clock.Advance(TimeSpan.FromMinutes(5));
        await Notifier.Wake();
        await RaiseAsync("promotion/BUY-1", AlertKind.Promotion);
        Assert.Equal("promotion/BUY-1", (await NextAsync()).Key);
        Assert.Equal("admin", (await _service.AlertsAsync()).Single(one => one.Id == "budget/1").AcknowledgedBy);

        await SendAsync("unmute", new { kind = "budget" });
        Assert.Equal("budget/1", (await NextAsync()).Key);
        var alert = (await _service.AlertsAsync()).Single(one => one.Id == "budget/1");
        Assert.Equal(("admin", null), (alert.AcknowledgedBy, alert.MutedUntil));
        Assert.Equal(
            "alert.mute budget, alert.unmute budget",
            await _service.ScalarAsync<string>(
                "SELECT string_agg(action || ' ' || subject, ', ' ORDER BY id) FROM audit_entries WHERE action LIKE 'alert.%mute'"
            )
        );
    }

    [Fact]
    public async Task AnotherMuteTakesThePlaceOfTheOneBefore()
    {
        await MuteAsync("budget", 1);
        var longer = await MuteAsync("budget", 48);
        Assert.Equal(longer, Assert.Single(await _service.GetAsync<AlertMute[]>($"{Path}/mutes")));
        foreach (
            var (body, field) in new (object, string)[]
            {
                (
                    new
                    {
                        kind = "budgets",
                        hours = 1,
                        reason = "x",
                    },
                    "kind"
                ),
                (
                    new
                    {
                        kind = "budget",
                        hours = 721,
                        reason = "x",
                    },
                    "hours"
                ),
                (new { kind = "budget", hours = 1 }, "reason"),
            }
        )
            await _service.RefusedAsync($"{Path}/mute", body, HttpStatusCode.BadRequest, field);
        await _service.RefusedAsync($"{Path}/unmute", new { kind = "promotion" }, HttpStatusCode.NotFound, "kind");
    }

    private INotifierGrain Notifier => _service.Services.GetRequiredService<IGrainFactory>().GetGrain<INotifierGrain>("webhook");

    private Task<AlertMute> MuteAsync(string kind, int hours) =>
        _service.PostAsync<AlertMute>(
            $"{Path}/mute",
            new
            {
                kind,
                hours,
                reason = "Known.",
            }
        );

    private async Task SendAsync(string what, object body) =>
        Assert.Equal(HttpStatusCode.OK, (await _service.Admin.PostAsJsonAsync($"{Path}/{what}", body)).StatusCode);

    private Task<bool> RaiseAsync(string id, AlertKind kind) =>
        _service
            .Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .Raise(new Alert(id, kind, $"About {id}", "A sentence."));

    private Task<(int Status, string Key, System.Text.Json.JsonElement Body)> NextAsync() =>
        _webhook.Calls.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
}
