namespace LearningActors.Hosting;

/// <summary>Where a grain runtime keeps its tables, and how it is reached.</summary>
/// <param name="ConnectionString">The database.</param>
/// <param name="SiloPort">Where silos talk to each other.</param>
/// <param name="GatewayPort">Where clients of the cluster connect.</param>
/// <param name="AdvertisedAddress">The IP address at which this silo is reached by the others.</param>
/// <param name="ServiceId">Which service the states belong to; it never changes.</param>
/// <param name="ClusterId">Which cluster the silo joins, with the identity of its database (<see cref="ClusterIdentity"/>).</param>
/// <param name="Traces">Somebody listens to traces: a call of a grain hands its caller's on.</param>
public sealed record GrainRuntimeOptions(
    string ConnectionString,
    int SiloPort,
    int GatewayPort,
    string AdvertisedAddress = "127.0.0.1",
    string ServiceId = "learning-actors",
    string ClusterId = "learning-actors",
    bool Traces = false
)
{
    /// <summary>As the environment says.</summary>
    internal static GrainRuntimeOptions Of(ServiceSettings settings, string connectionString, TelemetryVariables telemetry) =>
        new(connectionString, settings.SiloPort, settings.GatewayPort, settings.SiloAddress, Traces: telemetry.Endpoint is not null);
}
