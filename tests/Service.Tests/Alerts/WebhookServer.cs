using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests.Alerts;

/// <summary>An HTTP endpoint on loopback that takes alerts, or refuses them.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Channel<(int Status, string Key, JsonElement Body)> _calls = Channel.CreateUnbounded<(int, string, JsonElement)>();

    private WebhookServer(WebApplication application) => _application = application;

    internal int Status { get; set; } = 200;

    internal string Url => $"{_application.Urls.Single()}/alerts";

    /// <summary>Every call, also those refused.</summary>
    internal ChannelReader<(int Status, string Key, JsonElement Body)> Calls => _calls.Reader;

    internal static async Task<WebhookServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new WebhookServer(application);
        application.MapPost(
            "/alerts",
            async context =>
            {
                var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
                var status = server.Status;
                context.Response.StatusCode = status;
                await server._calls.Writer.WriteAsync((status, context.Request.Headers["Idempotency-Key"].ToString(), body));
            }
        );
        await application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
