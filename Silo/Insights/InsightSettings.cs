using LearningActors.Hosting;

namespace LearningActors.Insights;

/// <summary>Reads the section <c>Insights</c> of the configuration.</summary>
internal static class InsightSettings
{
    /// <summary>The runtime waits five minutes for an aggregation, of which reading, mining and saving take a part.</summary>
    private static readonly TimeSpan s_longestBudget = TimeSpan.FromMinutes(4);

    /// <exception cref="OperatorException">A setting is out of range.</exception>
    internal static InsightOptions Load(IConfiguration configuration)
    {
        var options = configuration.GetSection("Insights").Get<InsightOptions>() ?? new InsightOptions();
        return options.TimeBudget > TimeSpan.Zero && options.TimeBudget <= s_longestBudget
            ? options
            : throw new OperatorException(
                $"Insights:TimeBudget is {options.TimeBudget}; expected more than 0 and at most {s_longestBudget}.");
    }
}
