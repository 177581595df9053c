namespace LearningActors.Prompts;

/// <summary>Whether variants may be generated now.</summary>
internal static class GenerationLimits
{
    /// <summary>Why not, or null.</summary>
    internal static PromptRefusal? Check(
        SignalType signal,
        IReadOnlyCollection<PromptGeneration> generations,
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
        var spent = generations
            .Where(one => (one.At.UtcDateTime.Year, one.At.UtcDateTime.Month) == (now.UtcDateTime.Year, now.UtcDateTime.Month))
            .Sum(one => one.CostUsd);
        return spent >= options.MonthlyBudgetUsd
            ? new PromptRefusal(
                PromptRefusalKind.Budget,
                FormattableString.Invariant(
                    $"This month's generations cost {spent:0.0000} USD; the budget is {options.MonthlyBudgetUsd:0.00##} USD."
                )
            )
            : null;
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
