namespace LearningActors.Experiments;

/// <summary>What comes in for a signal, over all its prompt versions.</summary>
/// <param name="ExplanationsPerDay">Explanations of the signal in a mean day.</param>
/// <param name="FeedbackRate">The part of them whose answer gets a vote that counts, 0..1; null where nothing is known.</param>
internal readonly record struct Traffic(double ExplanationsPerDay, double? FeedbackRate)
{
    /// <summary>Days that are looked back.</summary>
    internal const int Days = 28;

    /// <summary>Explanations before a rate of feedback is believed.</summary>
    private const int MinExplanations = 50;

    /// <summary>Answers with a vote that counts.</summary>
    internal double AnswersPerDay => ExplanationsPerDay * (FeedbackRate ?? PositivesPerExplanation.UsualFeedbackRate);

    /// <summary>By the days before one.</summary>
    /// <param name="days">The days of all versions.</param>
    /// <param name="today">Days from this one on do not count.</param>
    /// <param name="voteWindowDays">Votes of the last days before it are not all there.</param>
    internal static Traffic Of(IReadOnlyCollection<ArmDay> days, DateOnly today, int voteWindowDays)
    {
        var recent = days.Where(day => day.Day < today && day.Day >= today.AddDays(-Days)).ToArray();
        if (recent.Length == 0)
            return default;
        var length = today.DayNumber - recent.Min(day => day.Day.DayNumber);
        var through = ArmDays.ObservedThrough(today.AddDays(-1), voteWindowDays);
        var observed = recent
            .Where(day => day.Day <= through)
            .Select(day => day.Observed ?? Metric.OfVotes(day.Tally))
            .Aggregate(Observations.None, (sum, day) => sum.Add(day));
        return new Traffic(
            recent.Sum(day => day.Tally.Explanations) / (double)length,
            observed.Explanations >= MinExplanations ? (double)observed.Answers / observed.Explanations : null
        );
    }
}
