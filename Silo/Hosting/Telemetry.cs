using System.Diagnostics;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LearningActors.Hosting;

/// <summary>Logs to standard error; logs, traces and metrics to an OpenTelemetry collector where one is named.</summary>
internal static class Telemetry
{
    private static readonly string[] s_sources =
    [
        "Microsoft.AspNetCore",
        "Npgsql",
        "Microsoft.Orleans.Runtime",
        "Microsoft.Orleans.Application",
    ];
    private static readonly string[] s_meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Npgsql",
        "Microsoft.Orleans",
        LearningMeter.Name,
    ];

    /// <summary>Logs to standard error, in the format of <c>Logging:Console:FormatterName</c>.</summary>
    internal static void AddConsole(ILoggingBuilder logging, IConfiguration configuration) =>
        logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                // A slim host has chosen the simple one, whatever the configuration says.
                console.FormatterName = configuration[LoggingCheck.Formatter] is { Length: > 0 } given
                    ? given
                    : ConsoleFormatterNames.Simple;
            });

    /// <summary>Adds logging, and the exporters that are asked for.</summary>
    internal static void AddTo(WebApplicationBuilder builder, TelemetryVariables telemetry)
    {
        builder.Logging.ClearProviders();
        AddConsole(builder.Logging, builder.Configuration);
        if (telemetry.Endpoint is null)
            return;
        var resource = ResourceBuilder.CreateDefault().AddService("LearningActors");
        if (telemetry.Logs == TelemetryExporter.Otlp)
        {
            builder.Logging.AddOpenTelemetry(logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.SetResourceBuilder(resource).AddOtlpExporter(exporter => telemetry.Direct(exporter, "logs"));
            });
        }

        if (telemetry.Traces == TelemetryExporter.Otlp)
        {
            builder.Services.AddSingleton(_ =>
                Sdk.CreateTracerProviderBuilder()
                    .SetResourceBuilder(resource)
                    .AddSource(s_sources)
                    .AddProcessor(new WithoutGrainKeys())
                    .AddOtlpExporter(exporter => telemetry.Direct(exporter, "traces"))
                    .Build()
            );
        }

        if (telemetry.Metrics == TelemetryExporter.Otlp)
        {
            builder.Services.AddSingleton(_ =>
                Sdk.CreateMeterProviderBuilder()
                    .SetResourceBuilder(resource)
                    .AddMeter(s_meters)
                    .AddOtlpExporter(exporter => telemetry.Direct(exporter, "metrics"))
                    .Build()
            );
        }

        builder.Services.AddHostedService<TelemetryLifetime>();
    }

    /// <summary>Makes the providers at start; the container disposes of them, which sends what is left.</summary>
    private sealed class TelemetryLifetime(IEnumerable<TracerProvider> traces, IEnumerable<MeterProvider> metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            foreach (var provider in traces)
                provider.ForceFlush(2000);
            foreach (var provider in metrics)
                provider.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// Takes from spans which grain was called, whose key may be a ticker, and the words of exceptions, which may repeat it.
    /// </summary>
    private sealed class WithoutGrainKeys : BaseProcessor<Activity>
    {
        private static readonly string[] s_tags =
        [
            "orleans.rpc.target_id",
            "orleans.rpc.source_id",
            "orleans.grain.id",
            "orleans.directory.registered.address",
            "exception.message",
            "exception.stacktrace",
        ];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in s_tags)
                data.SetTag(tag, null);
        }
    }
}
