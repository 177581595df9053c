using LearningActors.Ledger;

namespace LearningActors.Hosting;

/// <summary>
/// The grains are in silos elsewhere. Of their database this host reads where they are and how sessions are hashed, at its start.
/// </summary>
internal sealed class RemoteGrains(ServiceSettings settings, string connectionString) : IGrainHosting
{
    private bool _hasOpened;

    public ServiceKeys? Keys => null;

    public string? FirstAdminToken => null;

    public bool WasLast => false;

    public void AddTo(WebApplicationBuilder builder, TelemetryVariables telemetry)
    {
        GrainRuntime.AddClient(builder, GrainRuntimeOptions.Of(settings, connectionString, telemetry));
        // The server listens while the client still looks for a silo.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
    }

    public async Task<byte[]> OpenAsync(WebApplicationBuilder builder, ServiceOptions options)
    {
        await using var database = await DatabaseConnection.OpenAsync(connectionString);
        _hasOpened = true;
        await Schema.EnsureCompleteAsync(database);
        await ClusterIdentity.SetAsync(builder.Services, database);
        return await SessionKeyStore.LoadAsync(database, settings.SessionKey);
    }

    public void Built(WebApplication application) { }

    public async ValueTask DisposeAsync()
    {
        if (_hasOpened)
            await DatabaseConnection.ClearPoolAsync(connectionString);
    }
}
