namespace LearningActors.Alerts;

/// <summary>Writes alerts to the log.</summary>
internal sealed partial class LogNotifier(ILogger<LogNotifier> logger) : INotifier
{
    public string Name => "log";

    public Task SendAsync(Alert alert, DateTimeOffset raisedAt, CancellationToken cancellationToken)
    {
        Raised(logger, alert.Kind, alert.Subject, alert.Message);
        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Warning, "Alert {Kind}: {Subject}. {Message}")]
    private static partial void Raised(ILogger logger, AlertKind kind, string subject, string message);
}
