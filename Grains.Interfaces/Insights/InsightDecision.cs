namespace LearningActors.Insights;

/// <summary>What a person decided on an insight. Its figures do not follow from it.</summary>
/// <param name="Kind">What was decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">UTC.</param>
[GenerateSerializer, Immutable, Alias("InsightDecision")]
public sealed record InsightDecision(InsightDecisionKind Kind, string Reason, string By, DateTimeOffset At);

/// <summary>What can be decided on an insight.</summary>
[GenerateSerializer, Alias("InsightDecisionKind")]
public enum InsightDecisionKind
{
    /// <summary>Somebody looked at the evidence and agrees.</summary>
    Accepted,

    /// <summary>It is not served, whatever its confidence.</summary>
    Silenced,
}

/// <summary>An insight on which somebody decided.</summary>
/// <param name="Insight">As it is now.</param>
/// <param name="Before">What was decided before; null where nobody had.</param>
[GenerateSerializer, Immutable, Alias("DecidedInsight")]
public sealed record DecidedInsight(Insight Insight, InsightDecision? Before);
