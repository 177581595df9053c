namespace LearningActors.Alerts;

/// <summary>A kind of alert that is not sent for a while, and not counted as open.</summary>
/// <param name="Kind">Which alerts.</param>
/// <param name="Reason">Why.</param>
/// <param name="MutedBy">Who muted it.</param>
/// <param name="MutedAt">Since when, UTC.</param>
/// <param name="MutedUntil">Until when, UTC. What is raised until then stays open afterwards, and is not sent later.</param>
[GenerateSerializer, Immutable, Alias("AlertMute")]
public sealed record AlertMute(AlertKind Kind, string Reason, string MutedBy, DateTimeOffset MutedAt, DateTimeOffset MutedUntil);
