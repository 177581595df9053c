using LearningActors.Client;
using LearningActors.Simulation;
using Microsoft.Extensions.Logging;

namespace LearningActors.Tests.Clients;

/// <summary>Clients as an engine has them, connected to a service.</summary>
internal static class ClientDriver
{
    /// <summary>A client with the engine's key, on the service's learning clock.</summary>
    internal static LearningConnection Connect(
        this TestService service,
        Action<LearningActorsOptions>? configure = null,
        ServiceTime? time = null,
        ILoggerFactory? loggers = null
    )
    {
        var options = new LearningActorsOptions { Key = service.Keys.Engine!, Addresses = { new Uri(service.Url) } };
        configure?.Invoke(options);
        return LearningConnection.Open(options, time ?? new ServiceTime(service.Clock), loggers);
    }
}

/// <summary>The learning clock of a service as a client's clock; timers are real.</summary>
internal sealed class ServiceTime(DrivenClock clock) : TimeProvider
{
    private readonly DateTimeOffset _began = clock.GetCurrentInstant().ToDateTimeOffset();
    private readonly long _stood = TimeProvider.System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();

    public override long GetTimestamp() => _stood + (long)((GetUtcNow() - _began).TotalSeconds * TimestampFrequency);
}
