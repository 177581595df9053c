using System.ComponentModel.DataAnnotations;
using LearningActors.Access;
using LearningActors.Alerts;
using LearningActors.Configuration;
using LearningActors.Cycles;
using LearningActors.Experiments;
using LearningActors.Explanations;
using LearningActors.FineTuning;
using LearningActors.Insights;
using LearningActors.Ledger;
using LearningActors.Models;
using LearningActors.Prompts;
using LearningActors.Recommendations;
using LearningActors.Retention;

namespace LearningActors.Hosting;

/// <summary>The options of the configuration, each section by its name. <c>docs/configuration.md</c> lists them.</summary>
internal sealed class ServiceOptions : IValidatableObject
{
    /// <summary>The model that explains; <c>openai</c> in <c>appsettings.json</c>.</summary>
    public string PreferredModel { get; set; } = "";

    /// <summary>Models by name.</summary>
    public Dictionary<string, ModelOptions> Models { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How signals are explained.</summary>
    public ExplanationOptions Explanations { get; } = new();

    /// <summary>How insights are looked for.</summary>
    public InsightOptions Insights { get; } = new();

    /// <summary>Prompts and their generation.</summary>
    public PromptOptions Prompts { get; } = new();

    /// <summary>What experiments count, and how long they and their holdouts last.</summary>
    public ExperimentOptions Experiments { get; } = new();

    /// <summary>When models are tuned, and on what.</summary>
    public FineTuningOptions FineTuning { get; } = new();

    /// <summary>When days are reconciled, and options count as expired.</summary>
    public OutcomeOptions Outcomes { get; } = new();

    /// <summary>Where alerts go.</summary>
    public NotifierOptions Notifiers { get; } = new();

    /// <summary>The schedules.</summary>
    public CycleOptions Cycles { get; } = new();

    /// <summary>How people sign in.</summary>
    public AccessOptions Access { get; } = new();

    /// <summary>What the API gives to each key.</summary>
    public ApiOptions Api { get; } = new();

    /// <summary>How facts are written.</summary>
    public LedgerOptions Ledger { get; } = new();

    /// <summary>How long facts stay in the database.</summary>
    public RetentionOptions Retention { get; } = new();

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="OperatorException">Something is wrong.</exception>
    internal static ServiceOptions Read(IConfiguration configuration, Func<string, string?> environment)
    {
        var options = new OptionsReader(configuration).Read(new ServiceOptions());
        LoggingCheck.Check(configuration);
        if (options.Models.TryGetValue("openai", out var openai))
            Variables.Read(new ModelVariables(), environment).ApplyTo(openai);
        return options;
    }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var expected = $"one of: {string.Join(", ", Models.Keys)}";
        if (PreferredModel.Length > 0 && !Models.ContainsKey(PreferredModel))
            yield return new ValidationResult(expected, [nameof(PreferredModel)]);
        if (Prompts.GenerationModel.Length > 0 && !Models.ContainsKey(Prompts.GenerationModel))
            yield return new ValidationResult(expected, [$"{nameof(Prompts)}:{nameof(PromptOptions.GenerationModel)}"]);
        if (!Models.ContainsKey(FineTuning.Endpoint))
            yield return new ValidationResult(expected, [$"{nameof(FineTuning)}:{nameof(FineTuningOptions.Endpoint)}"]);
        if (FineTuning.Serving.Length > 0 && !Models.ContainsKey(FineTuning.Serving))
            yield return new ValidationResult(expected, [$"{nameof(FineTuning)}:{nameof(FineTuningOptions.Serving)}"]);
    }
}
