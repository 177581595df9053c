namespace LearningActors.Alerts;

/// <summary>A way to send alerts.</summary>
public interface INotifier
{
    /// <summary>Its name: <c>log</c>, <c>webhook</c>, <c>smtp</c>.</summary>
    string Name { get; }

    /// <summary>Sends an alert. It may be sent twice; its id tells.</summary>
    /// <exception cref="Exception">It was not sent, or may not have been.</exception>
    Task SendAsync(Alert alert, DateTimeOffset raisedAt, CancellationToken cancellationToken);
}
