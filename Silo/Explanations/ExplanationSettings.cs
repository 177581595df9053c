using LearningActors.Hosting;

namespace LearningActors.Explanations;

/// <summary>Reads the section <c>Explanations</c> of the configuration.</summary>
internal static class ExplanationSettings
{
    /// <summary>The runtime answers a caller after 30 s, whatever the grain does.</summary>
    private static readonly TimeSpan s_longestBudget = TimeSpan.FromSeconds(25);

    /// <exception cref="OperatorException">A setting is out of range.</exception>
    internal static ExplanationOptions Load(IConfiguration configuration)
    {
        var options = configuration.GetSection("Explanations").Get<ExplanationOptions>() ?? new ExplanationOptions();
        if (options.TimeBudget <= TimeSpan.Zero || options.TimeBudget > s_longestBudget)
        {
            throw new OperatorException(
                $"Explanations:TimeBudget is {options.TimeBudget}; expected more than 0 and at most {s_longestBudget}."
            );
        }

        if (options.CachedAnswers < AnswerKey.Partitions)
        {
            throw new OperatorException(
                $"Explanations:CachedAnswers is {options.CachedAnswers}; expected at least {AnswerKey.Partitions}."
            );
        }

        return options;
    }
}
