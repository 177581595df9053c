using LearningActors.Configuration;

namespace LearningActors.Hosting;

/// <summary>How a host comes by its grains, and what it holds for them.</summary>
internal interface IGrainHosting : IAsyncDisposable
{
    /// <summary>The keys that this host begins with; null where the silos have them.</summary>
    ServiceKeys? Keys { get; }

    /// <summary>Opens the page on which the first admin chooses a name and a password; null where there is an admin.</summary>
    string? FirstAdminToken { get; }

    /// <summary>No other host was left on the database when this one was disposed.</summary>
    bool WasLast { get; }

    /// <summary>Adds the services that need no database.</summary>
    void AddTo(WebApplicationBuilder builder, TelemetryVariables telemetry);

    /// <summary>Opens the database, and adds what works on it.</summary>
    /// <returns>The key of the hash under which sessions are stored.</returns>
    /// <exception cref="OperatorException">The database is not as it should be, or belongs to somebody else.</exception>
    Task<byte[]> OpenAsync(WebApplicationBuilder builder, ServiceOptions options);

    /// <summary>The application was built.</summary>
    void Built(WebApplication application);
}
