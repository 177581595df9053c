namespace LearningActors.Recommendations;

/// <summary>A mark that is kept for later, since its outcome could not be worked out.</summary>
/// <param name="Of">The instrument, or the id of the match.</param>
/// <param name="Failures">How often it has failed.</param>
/// <param name="DueAt">When it is tried again, UTC.</param>
public sealed record PostponedMark(string Of, int Failures, DateTimeOffset DueAt);
