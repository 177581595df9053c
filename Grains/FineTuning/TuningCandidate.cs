using LearningActors.Explanations;

namespace LearningActors.FineTuning;

/// <summary>An answer that got five stars, with what all votes on it say.</summary>
/// <param name="ExplanationId">The first explanation that got them.</param>
/// <param name="GeneratedAt">When that was made, UTC.</param>
/// <param name="Signal">What was explained.</param>
/// <param name="Content">The words.</param>
/// <param name="PromptVersion">The prompt that led to them.</param>
/// <param name="IsFallback">They are not of that prompt, or of no model.</param>
/// <param name="FiveStars">Sessions that gave five stars, and no thumb down.</param>
/// <param name="ContradictingFiveStars">Sessions that gave five stars and a thumb down.</param>
/// <param name="AnonymousFiveStars">Votes of five stars without a session.</param>
/// <param name="Disputes">Other sessions that gave three stars or fewer, or a thumb down.</param>
public sealed record TuningCandidate(
    Guid ExplanationId,
    DateTimeOffset GeneratedAt,
    SignalToExplain Signal,
    ExplanationContent Content,
    string PromptVersion,
    bool IsFallback,
    int FiveStars,
    int ContradictingFiveStars,
    int AnonymousFiveStars,
    int Disputes
);
