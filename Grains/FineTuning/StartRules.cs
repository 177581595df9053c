using System.Globalization;

namespace LearningActors.FineTuning;

/// <summary>Whether a job may be started. Without effects.</summary>
internal static class StartRules
{
    /// <summary>Why none may be; null where one may.</summary>
    /// <param name="draft">The dataset that it would train on.</param>
    /// <param name="jobs">Every job there was.</param>
    /// <param name="isConfigured">There is an endpoint.</param>
    /// <param name="estimateUsd">What it may cost.</param>
    /// <param name="options">The limits.</param>
    /// <param name="now">UTC.</param>
    internal static TuningRefusal? Check(
        DatasetDraft draft,
        IReadOnlyCollection<TuningJob> jobs,
        bool isConfigured,
        decimal estimateUsd,
        FineTuningOptions options,
        DateTimeOffset now
    )
    {
        if (!isConfigured)
            return new TuningRefusal(
                TuningRefusalKind.NotConfigured,
                $"The model '{options.Endpoint}', whose API would train, has no address; see FineTuning__Endpoint."
            );
        if (jobs.FirstOrDefault(job => !job.HasEnded) is { } underWay)
            return new TuningRefusal(TuningRefusalKind.Unfinished, $"{underWay.Plan.Id} is under way.");
        if (draft.Figures.Examples < options.Threshold)
            return new TuningRefusal(
                TuningRefusalKind.Threshold,
                $"There are {draft.Figures.Examples} examples; {options.Threshold} are needed."
            );
        if (ProviderRules.Violations(draft.Figures, options.MaxFileBytes) is [var violation, ..])
            return new TuningRefusal(TuningRefusalKind.Dataset, violation);
        if (jobs.FirstOrDefault(job => job.Plan.Dataset == draft.Figures.Hash && job.Status == TuningJobStatus.Succeeded) is { } done)
            return new TuningRefusal(TuningRefusalKind.AlreadyTrained, $"{done.Plan.Id} trained {done.Model} on the same examples.");
        var spent = TuningCosts.Spent(jobs, now);
        return spent + estimateUsd > options.MonthlyBudgetUsd
            ? new TuningRefusal(
                TuningRefusalKind.Budget,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It may cost {estimateUsd:0.00} USD; {spent:0.00} of this month's {options.MonthlyBudgetUsd:0.00} are spent."
                )
            )
            : null;
    }
}
