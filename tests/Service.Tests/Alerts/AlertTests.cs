using System.Net;
using System.Text.Json;
using LearningActors.Alerts;
using LearningActors.Configuration;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LearningActors.Tests.Alerts;

/// <summary>Alerts reach people by webhook and mail: once, and whatever one of the ways does.</summary>
public sealed class AlertTests
{
    private static readonly Alert s_alert = new(
        "promotion/BUY-1",
        AlertKind.Promotion,
        "v1.2 is the champion for BUY",
        "It crossed its boundary."
    );

    [Fact]
    public async Task AnAlertIsSentOnceByEachWay()
    {
        await using var mail = new SmtpServer();
        await using var webhook = await WebhookServer.StartAsync();
        await using var service = await TestService.StartAsync(builder => Notify(builder, webhook, mail));
        var raised = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Alerts(service).Raise(s_alert)));
        Assert.Single(raised, isNew => isNew);

        var call = await NextAsync(webhook);
        Assert.Equal(
            (200, "promotion/BUY-1", "v1.2 is the champion for BUY", "Promotion"),
            (call.Status, call.Key, call.Body.GetProperty("subject").GetString(), call.Body.GetProperty("kind").GetString())
        );
        var message = await mail.Mails.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("Subject: [LearningActors] v1.2 is the champion for BUY", message);
        Assert.Contains("To: desk@example.com", message);
        Assert.Contains("It crossed its boundary.", message);
        await Eventually.TrueAsync(() => IsDeliveredAsync(service, "log", "smtp", "webhook"), "every way has delivered");
        Assert.False(webhook.Calls.TryRead(out _));
        Assert.False(mail.Mails.TryRead(out _));
    }

    [Fact]
    public async Task ADeadWayLosesNothingAndBlocksNobody()
    {
        await using var mail = new SmtpServer();
        await using var webhook = await WebhookServer.StartAsync();
        webhook.Status = 500;
        await using var service = await TestService.StartAsync(builder => Notify(builder, webhook, mail));
        await Alerts(service).Raise(s_alert);
        await Alerts(service).Raise(s_alert with { Id = "promotion/BUY-2" });
        Assert.Equal(500, (await NextAsync(webhook)).Status);
        Assert.Equal(500, (await NextAsync(webhook)).Status);
        await mail.Mails.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await mail.Mails.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(
            async () =>
                await service.ScalarAsync<long>(
                    "SELECT count(*) FROM alert_deliveries WHERE notifier = 'webhook' AND attempts = 1 AND last_error LIKE '%500%'"
                ) == 2,
            "both failures are noted"
        );

        // Nothing is tried before its time. A reminder wakes the notifier each minute while anything is left.
        webhook.Status = 200;
        await Notifier(service, "webhook").Wake();
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM grain_reminder WHERE grain_id = 'notifier/webhook'"));
        service.Clock.Advance(TimeSpan.FromSeconds(61));
        await Notifier(service, "webhook").Wake();
        Assert.Equal("promotion/BUY-1", (await NextAsync(webhook)).Key);
        Assert.Equal("promotion/BUY-2", (await NextAsync(webhook)).Key);
        await Eventually.TrueAsync(() => IsDeliveredAsync(service, "log", "smtp", "webhook"), "every way has delivered");
        await Eventually.TrueAsync(
            async () => await service.ScalarAsync<long>("SELECT count(*) FROM grain_reminder WHERE grain_id LIKE '%notifier%'") == 0,
            "nothing is left to remind of"
        );
    }

    [Fact]
    public async Task WhatARestartFindsUnsentIsSent()
    {
        await using var webhook = await WebhookServer.StartAsync();
        var service = await TestService.StartAsync(builder => Notify(builder, webhook, null));
        webhook.Status = 503;
        await Alerts(service).Raise(s_alert);
        await NextAsync(webhook);
        await Eventually.TrueAsync(
            async () =>
                await service.ScalarAsync<long>("SELECT count(*) FROM alert_deliveries WHERE attempts = 1 AND notifier = 'webhook'") == 1,
            "the failure is noted"
        );
        await service.DisposeAsync();
        webhook.Status = 200;
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        await using var again = await TestService.StartAsync(
            builder =>
            {
                Notify(builder, webhook, null);
                builder.Configuration["Cycles:Enabled"] = "true";
            },
            connectionString: service.ConnectionString,
            clock: service.Clock
        );
        Assert.Equal((200, "promotion/BUY-1"), (await NextAsync(webhook)) is var call ? (call.Status, call.Key) : default);
    }

    [Fact]
    public async Task APersonAcknowledgesOnce()
    {
        await using var service = await TestService.StartAsync();
        await Alerts(service).Raise(s_alert);
        Assert.Single(await service.AlertsAsync(openOnly: true));
        await service.Admin.PostAsync("/api/admin/alerts/acknowledge", Json("""{"id": "promotion/BUY-1"}"""));
        var at = (await service.AlertsAsync())[0].AcknowledgedAt;
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            HttpStatusCode.OK,
            (await service.Admin.PostAsync("/api/admin/alerts/acknowledge", Json("""{"id": "promotion/BUY-1"}"""))).StatusCode
        );
        var alert = (await service.AlertsAsync())[0];
        Assert.Equal((at, "admin"), (alert.AcknowledgedAt, alert.AcknowledgedBy));
        Assert.Empty(await service.AlertsAsync(openOnly: true));
        Assert.Contains(
            "unknown",
            await service.RefusedAsync("/api/admin/alerts/acknowledge", new { id = "nothing/1" }, HttpStatusCode.NotFound, "id")
        );
        Assert.Contains("Required", await service.RefusedAsync("/api/admin/alerts/acknowledge", new { }, HttpStatusCode.BadRequest, "id"));
        Assert.Equal(HttpStatusCode.BadRequest, (await service.Read.GetAsync("/api/admin/alerts?open=perhaps")).StatusCode);
    }

    [Theory]
    [InlineData("Notifiers:Webhook:Url", "not an address", "Notifiers__Webhook__Url is 'not an address'")]
    [InlineData("Notifiers:Smtp:From", "nobody", "Notifiers__Smtp__From is 'nobody'")]
    [InlineData("Notifiers:Smtp:Port", "0", "Notifiers__Smtp__Port is '0'")]
    [InlineData("Notifiers:Smtp:To:0", "nobody", "Notifiers__Smtp__To__0 is 'nobody'")]
    public async Task AMistakeInTheConfigurationStopsTheStart(string setting, string value, string words)
    {
        var thrown = await Assert.ThrowsAsync<OperatorException>(() =>
            TestService.StartAsync(builder =>
            {
                builder.Configuration["Notifiers:Smtp:Host"] = "127.0.0.1";
                builder.Configuration["Notifiers:Smtp:From"] = "service@example.com";
                builder.Configuration["Notifiers:Smtp:To:0"] = "desk@example.com";
                builder.Configuration[setting] = value;
            })
        );
        Assert.Contains(words, thrown.Message);
    }

    private static void Notify(WebApplicationBuilder builder, WebhookServer webhook, SmtpServer? mail)
    {
        builder.Configuration["Notifiers:Webhook:Url"] = webhook.Url;
        if (mail is null)
            return;
        builder.Configuration["Notifiers:Smtp:Host"] = "127.0.0.1";
        builder.Configuration["Notifiers:Smtp:Port"] = $"{mail.Port}";
        builder.Configuration["Notifiers:Smtp:UseTls"] = "false";
        builder.Configuration["Notifiers:Smtp:From"] = "service@example.com";
        builder.Configuration["Notifiers:Smtp:To:0"] = "desk@example.com";
    }

    private static INotifierGrain Notifier(TestService service, string name) =>
        service.Services.GetRequiredService<IGrainFactory>().GetGrain<INotifierGrain>(name);

    private static IAlertsGrain Alerts(TestService service) =>
        service.Services.GetRequiredService<IGrainFactory>().GetGrain<IAlertsGrain>(IAlertsGrain.Key);

    private static Task<(int Status, string Key, JsonElement Body)> NextAsync(WebhookServer webhook) =>
        webhook.Calls.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private static async Task<bool> IsDeliveredAsync(TestService service, params string[] notifiers) =>
        (await service.AlertsAsync()).All(alert =>
            alert.Deliveries.Where(one => one.DeliveredAt is not null).Select(one => one.Notifier).SequenceEqual(notifiers)
        );

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
