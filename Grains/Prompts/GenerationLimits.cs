namespace LearningActors.Prompts;

/// <summary>Whether variants may be generated now.</summary>
internal static class GenerationLimits
{
    /// <summary>Why not, or null.</summary>
    internal static PromptRefusal? Check(
        SignalType signal,
        IReadOnlyCollection<PromptGeneration> generations,
        IReadOnlyCollection<PromptCall> unanswered,
        PromptOptions options,
        DateTimeOffset now
    )
    {
        var last = generations.Where(one => one.Signal == signal).Select(one => (DateTimeOffset?)one.At).Max();
        // By dates, so that a weekly cycle is not refused for starting some seconds earlier than a week ago.
        if (last is { } at && Day(now).DayNumber - Day(at).DayNumber < options.DaysBetweenGenerations)
            return new PromptRefusal(
                PromptRefusalKind.TooSoon,
                $"Variants for {signal.Text()} were generated on {Day(at):yyyy-MM-dd}; "
                    + $"the next may be on {Day(at).AddDays(options.DaysBetweenGenerations):yyyy-MM-dd}."
            );
        var (budgetUsd, spent, lost) = Budget(generations, unanswered, options, now);
        if (spent < budgetUsd)
            return null;
        var unknown = lost > 0 ? FormattableString.Invariant($", up to {lost:0.0000} USD of it for calls whose answer never came") : "";
        return new PromptRefusal(
            PromptRefusalKind.Budget,
            FormattableString.Invariant($"This month's generations cost {spent:0.0000} USD{unknown}; the budget is {budgetUsd:0.00##} USD.")
        );
    }

    /// <summary>What the UTC month's generations may cost, and did.</summary>
    internal static GenerationBudget Budget(
        IEnumerable<PromptGeneration> generations,
        IEnumerable<PromptCall> unanswered,
        PromptOptions options,
        DateTimeOffset now
    )
    {
        var lost = unanswered.Where(one => IsSameMonth(one.At, now)).Sum(one => one.MaxCostUsd);
        var spent = generations.Where(one => IsSameMonth(one.At, now)).Sum(one => one.CostUsd) + lost;
        return new GenerationBudget(options.MonthlyBudgetUsd, spent, lost);
    }

    private static bool IsSameMonth(DateTimeOffset at, DateTimeOffset now) =>
        (at.UtcDateTime.Year, at.UtcDateTime.Month) == (now.UtcDateTime.Year, now.UtcDateTime.Month);

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
