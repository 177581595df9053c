using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LearningActors.Hosting;

/// <summary>Logs to standard error; traces and metrics to an OpenTelemetry collector where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
internal static class Telemetry
{
    internal static void ToStandardError(ConsoleLoggerOptions options) => options.LogToStandardErrorThreshold = LogLevel.Trace;

    internal static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(ToStandardError);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
    }

    internal static void AddTracesAndMetrics(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var resource = ResourceBuilder.CreateDefault().AddService("LearningActors");
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource).AddSource("Microsoft.AspNetCore", "Npgsql", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application").AddOtlpExporter().Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource).AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "Microsoft.Orleans", LearningMeter.Name).AddOtlpExporter().Build());
        builder.Services.AddHostedService<TelemetryLifetime>();
    }

    /// <summary>Makes the providers at start; the container disposes of them, which sends what is left.</summary>
    private sealed class TelemetryLifetime(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            metrics.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
