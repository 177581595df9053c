using LearningActors.Configuration;
using OpenTelemetry.Exporter;

namespace LearningActors.Hosting;

/// <summary>OpenTelemetry's usual variables, where they are given.</summary>
internal sealed record TelemetryVariables
{
    /// <summary>A collector that gets logs, traces and metrics; without one nothing is sent.</summary>
    [Variable("OTEL_EXPORTER_OTLP_ENDPOINT"), HttpAddress]
    public Uri? Endpoint { get; init; }

    /// <summary>How it is spoken to.</summary>
    [Variable("OTEL_EXPORTER_OTLP_PROTOCOL"), OtlpProtocol]
    public string Protocol { get; init; } = "grpc";

    /// <summary>Whether traces are sent there.</summary>
    [Variable("OTEL_TRACES_EXPORTER")]
    public TelemetryExporter Traces { get; init; }

    /// <summary>Whether metrics are sent there.</summary>
    [Variable("OTEL_METRICS_EXPORTER")]
    public TelemetryExporter Metrics { get; init; }

    /// <summary>Whether logs are sent there, beside standard error.</summary>
    [Variable("OTEL_LOGS_EXPORTER")]
    public TelemetryExporter Logs { get; init; }

    /// <summary>Directs an exporter there.</summary>
    /// <param name="exporter">The exporter.</param>
    /// <param name="signal">The last part of the path over HTTP: traces, metrics, logs.</param>
    internal void Direct(OtlpExporterOptions exporter, string signal)
    {
        var overHttp = Protocol == OtlpProtocolAttribute.HttpProtobuf;
        exporter.Protocol = overHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = overHttp ? new Uri($"{Endpoint!.OriginalString.TrimEnd('/')}/v1/{signal}") : Endpoint!;
    }
}

/// <summary>Where a kind of telemetry goes.</summary>
public enum TelemetryExporter
{
    /// <summary>To the collector, where one is named.</summary>
    Otlp,

    /// <summary>Nowhere.</summary>
    None,
}

/// <summary>A protocol of OTLP.</summary>
public sealed class OtlpProtocolAttribute() : FormatAttribute($"{Grpc} or {HttpProtobuf}")
{
    /// <summary>gRPC over HTTP/2.</summary>
    public const string Grpc = "grpc";

    /// <summary>Protobuf in the body of a POST.</summary>
    public const string HttpProtobuf = "http/protobuf";

    /// <inheritdoc />
    protected override bool Fits(string text) => text is Grpc or HttpProtobuf;
}
