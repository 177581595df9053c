using System.Collections.Immutable;
using LearningActors.Patterns;
using LearningActors.Recommendations;

namespace LearningActors.AlgorithmChanges;

/// <summary>The steps of a change, each a function from what it was to what it is.</summary>
public static class AlgorithmChangeRules
{
    /// <summary>What somebody rejected, or took back, is not proposed again for so many weeks.</summary>
    public const int QuietWeeks = 12;

    /// <summary>A change that a pattern proposes.</summary>
    public static AlgorithmChange Propose(string id, Pattern pattern, IsoWeek week, string by, DateTimeOffset now)
    {
        var change = new AlgorithmChange(
            id,
            pattern.Key,
            pattern.Kind,
            pattern.Description,
            "",
            AlgorithmChangeStatus.Proposed,
            pattern.Confidence,
            pattern.Estimate,
            [new WeekEvidence(week, pattern.Matches, pattern.Confidence)],
            null,
            null,
            []
        );
        return Step(
            Recalculate(change),
            $"Seen in {week} ({pattern.Matches.Length} matches): {PatternKey.Parse(pattern.Key).Propose(pattern.Estimate.Mean!.Value)}.",
            by,
            now
        );
    }

    /// <summary>The pattern was seen in a week. The same again, or what comes too late, changes nothing.</summary>
    public static AlgorithmChange Observe(AlgorithmChange change, Pattern pattern, IsoWeek week, string by, DateTimeOffset now)
    {
        var known = change.Evidence.FirstOrDefault(one => one.Week == week);
        // What is seen once the change is made is the validation's concern.
        if (
            change.HasEnded
            || known?.Matches.AsSpan().SequenceEqual(pattern.Matches.AsSpan()) == true
            || (change.Implementation is { } made && week.Sunday >= made.On)
        )
            return change;
        ImmutableArray<WeekEvidence> evidence =
        [
            .. change
                .Evidence.Where(one => one.Week != week)
                .Append(new WeekEvidence(week, pattern.Matches, pattern.Confidence))
                .OrderBy(one => one.Week.Monday),
        ];
        return Step(
            Recalculate(change with { Evidence = evidence }),
            $"Seen {(known is null ? "" : "again ")}in {week} ({pattern.Matches.Length} matches).",
            by,
            now
        );
    }

    /// <summary>The pattern is not seen in a week any more.</summary>
    public static AlgorithmChange Withdraw(AlgorithmChange change, IsoWeek week, string by, DateTimeOffset now)
    {
        if (change.HasEnded || change.Evidence.All(one => one.Week != week))
            return change;
        var left = Recalculate(change with { Evidence = [.. change.Evidence.Where(one => one.Week != week)] });
        var isOver = left.Evidence.IsEmpty && left.Status is AlgorithmChangeStatus.Proposed or AlgorithmChangeStatus.Deferred;
        return Step(isOver ? left with { Status = AlgorithmChangeStatus.Withdrawn } : left, $"Not seen in {week} any more.", by, now);
    }

    /// <summary>A person decides.</summary>
    public static (AlgorithmChange Change, AlgorithmChangeRefusal? Refusal) Decide(
        AlgorithmChange change,
        CandidateDecision decision,
        string reason,
        string by,
        DateTimeOffset now
    ) =>
        change.Status is not (AlgorithmChangeStatus.Proposed or AlgorithmChangeStatus.Deferred)
            ? Refuse(
                change,
                AlgorithmChangeRefusalKind.Decided,
                $"{change.Id} is {Word(change.Status)}; only what is proposed or deferred can be decided."
            )
            : (
                Step(
                    change with
                    {
                        Status = decision switch
                        {
                            CandidateDecision.Implement => AlgorithmChangeStatus.Accepted,
                            CandidateDecision.Defer => AlgorithmChangeStatus.Deferred,
                            _ => AlgorithmChangeStatus.Rejected,
                        },
                    },
                    $"{decision}: {reason}",
                    by,
                    now
                ),
                null
            );

    /// <summary>It was implemented.</summary>
    public static (AlgorithmChange Change, AlgorithmChangeRefusal? Refusal) Implement(
        AlgorithmChange change,
        Implementation implementation,
        string by,
        DateTimeOffset now
    )
    {
        if (change.Implementation == implementation && change.Status == AlgorithmChangeStatus.Validating)
            return (change, null);
        if (change.Status != AlgorithmChangeStatus.Accepted)
            return Refuse(
                change,
                AlgorithmChangeRefusalKind.NotAccepted,
                $"{change.Id} is {Word(change.Status)}; only what was decided to be implemented can be."
            );
        if (implementation.VersionFrom == implementation.VersionTo)
            return Refuse(change, AlgorithmChangeRefusalKind.SameVersion, "Expected another version than the one before.");
        return implementation.On > PacificDay.Of(now)
            ? Refuse(change, AlgorithmChangeRefusalKind.InFuture, $"Expected a day up to today, {PacificDay.Of(now):yyyy-MM-dd}.")
            : (
                Step(
                    change with
                    {
                        Status = AlgorithmChangeStatus.Validating,
                        Implementation = implementation,
                    },
                    $"Implemented from {implementation.On:yyyy-MM-dd} on: {implementation.VersionFrom} → {implementation.VersionTo}.",
                    by,
                    now
                ),
                null
            );
    }

    /// <summary>The four weeks are over: their comparison is kept.</summary>
    public static AlgorithmChange Complete(AlgorithmChange change, ValidationReport report, string by, DateTimeOffset now) =>
        Step(change with { Validation = report }, $"The four weeks are over. {report.Because}", by, now);

    /// <summary>A person ends the validation.</summary>
    /// <param name="change">The change.</param>
    /// <param name="outcome">What people make of the comparison.</param>
    /// <param name="report">The comparison as it stands.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">The name of the key.</param>
    /// <param name="now">UTC.</param>
    public static (AlgorithmChange Change, AlgorithmChangeRefusal? Refusal) Conclude(
        AlgorithmChange change,
        ValidationOutcome outcome,
        ValidationReport report,
        string reason,
        string by,
        DateTimeOffset now
    )
    {
        if (outcome == ValidationOutcome.Kept && !report.IsComplete)
            return Refuse(
                change,
                AlgorithmChangeRefusalKind.Incomplete,
                $"The four weeks are over after {report.After.Through:yyyy-MM-dd}; only then can it be kept."
            );
        var status = outcome switch
        {
            ValidationOutcome.Kept => AlgorithmChangeStatus.Kept,
            ValidationOutcome.RolledBack => AlgorithmChangeStatus.RolledBack,
            _ => AlgorithmChangeStatus.Modified,
        };
        return (Step(change with { Status = status, Validation = report }, $"{Word(status)}: {reason}", by, now), null);
    }

    /// <summary>Whether a pattern that is seen in a week proposes nothing new after a change that has ended.</summary>
    public static bool IsSettled(AlgorithmChange ended, IsoWeek week)
    {
        if (ended.Status == AlgorithmChangeStatus.Withdrawn)
            return false;
        var quiet = ended.Status is AlgorithmChangeStatus.Rejected or AlgorithmChangeStatus.RolledBack ? QuietWeeks : 0;
        return week.Monday <= IsoWeek.Of(PacificDay.Of(ended.History[^1].At)).Plus(quiet).Monday;
    }

    /// <summary>A status in words.</summary>
    public static string Word(AlgorithmChangeStatus status) =>
        status == AlgorithmChangeStatus.RolledBack ? "rolled back" : status.ToString().ToLowerInvariant();

    /// <summary>The estimate and what follows from it, over all weeks. The proposal stays as it was decided.</summary>
    private static AlgorithmChange Recalculate(AlgorithmChange change)
    {
        ImmutableArray<PatternMatch> matches = [.. change.Evidence.SelectMany(one => one.Matches)];
        if (matches.IsEmpty)
            return change;
        var (key, estimate) = (PatternKey.Parse(change.PatternKey), PatternDetection.Estimate(change.Kind, matches));
        var isOpen = change.Status is AlgorithmChangeStatus.Proposed or AlgorithmChangeStatus.Deferred;
        return change with
        {
            Estimate = estimate,
            Confidence = PatternDetection.Confidence(change.Kind, matches, change.Evidence.Select(one => one.Confidence)),
            Description = key.Describe(estimate.Mean!.Value),
            Proposal = isOpen ? key.Propose(estimate.Mean.Value) : change.Proposal,
        };
    }

    private static (AlgorithmChange, AlgorithmChangeRefusal?) Refuse(
        AlgorithmChange change,
        AlgorithmChangeRefusalKind kind,
        string reason
    ) => (change, new AlgorithmChangeRefusal(kind, reason));

    private static AlgorithmChange Step(AlgorithmChange change, string what, string by, DateTimeOffset now) =>
        change with
        {
            History = change.History.Add(new AlgorithmChangeStep(now, by, change.Status, what)),
        };
}
