using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests.Hosting;

/// <summary>A collector on loopback that takes OTLP over HTTP and keeps what it got.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();

    private OtlpReceiver(WebApplication application) => _application = application;

    internal Dictionary<string, string> Environment =>
        new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _application.Urls.Single(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };

    internal static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var receiver = new OtlpReceiver(application);
        application.MapPost(
            "/{**path}",
            async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                // Texts stand in protobuf as they are.
                receiver._received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            }
        );
        await application.StartAsync();
        return receiver;
    }

    /// <summary>All that came to a path.</summary>
    internal string At(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
