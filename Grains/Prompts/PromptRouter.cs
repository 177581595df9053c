namespace LearningActors.Prompts;

/// <summary>Finds a unit's prompt version.</summary>
public static class PromptRouter
{
    /// <summary>The version of a unit, and the experiment that it takes part in, or null.</summary>
    public static (string Version, string? ExperimentId) Route(PromptRouting routing, string unit, DateTimeOffset now)
    {
        if (routing.Holdout is { } holdout && now < holdout.Until && TrafficSplit.Hash(holdout.Seed, unit) < holdout.Share)
            return (holdout.Version, null);
        if (routing.Experiment is not { } experiment)
            return (routing.Champion, null);
        var arm = TrafficSplit.Arm(experiment.Id, unit, experiment.Shares);
        // Shares that add up to just under 1 leave the last bucket to nobody.
        return (arm < 0 ? routing.Champion : experiment.Versions[arm], experiment.Id);
    }
}
