namespace LearningActors.FineTuning;

/// <summary>What training costs, USD.</summary>
internal static class TuningCosts
{
    /// <summary>
    /// Other models than those whose vocabulary is counted by make more tokens of the same text; Llama 2 up to a quarter more of English.
    /// </summary>
    internal const decimal TokenMargin = 1.25m;

    /// <summary>The most that training on a dataset is expected to cost.</summary>
    internal static decimal Estimate(DatasetFigures figures, int epochs, decimal usdPerMillionTokens) =>
        Math.Round(figures.Of(DatasetSplit.Train).Tokens * epochs * TokenMargin * usdPerMillionTokens / 1_000_000m, 6);

    /// <summary>What the jobs of a UTC month have cost; those under way count with what they may cost.</summary>
    internal static decimal Spent(IEnumerable<TuningJob> jobs, DateTimeOffset now) =>
        jobs.Where(job => job.Plan.StartedAt.UtcDateTime is var at && at.Year == now.UtcDateTime.Year && at.Month == now.UtcDateTime.Month)
            .Sum(job => job.HasEnded ? job.CostUsd ?? 0 : job.Plan.EstimatedCostUsd);
}
