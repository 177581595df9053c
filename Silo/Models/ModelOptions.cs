using System.ComponentModel.DataAnnotations;
using LearningActors.Configuration;

namespace LearningActors.Models;

/// <summary>A model behind an OpenAI-compatible API: section <c>Models:name</c> of the configuration.</summary>
public sealed class ModelOptions : IValidatableObject
{
    /// <summary>
    /// The address of an API that speaks OpenAI's protocol, up to and with <c>/v1</c>; empty: the model is not configured.
    /// </summary>
    [HttpAddress]
    public string BaseAddress { get; set; } = "";

    /// <summary>The model's name at that API.</summary>
    public string Model { get; set; } = "";

    /// <summary>The environment variable that holds the key.</summary>
    public string KeyVariable { get; set; } = "";

    /// <summary>Without its key the model counts as not configured.</summary>
    public bool NeedsKey { get; set; } = true;

    /// <summary>How long one attempt may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The same where nobody waits, as for the writing of prompts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PatientTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Further attempts after the first: 429, 5xx, broken connections.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 1;

    /// <summary>USD for a million tokens sent.</summary>
    [Range(0.0, 10_000.0)]
    public decimal InputUsdPerMillionTokens { get; set; }

    /// <summary>USD for a million tokens written.</summary>
    [Range(0.0, 10_000.0)]
    public decimal OutputUsdPerMillionTokens { get; set; }

    /// <summary>What a call costs, USD.</summary>
    public decimal CostUsd(int promptTokens, int completionTokens) =>
        ((promptTokens * InputUsdPerMillionTokens) + (completionTokens * OutputUsdPerMillionTokens)) / 1_000_000m;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseAddress.Length > 0 && Model.Length == 0)
            yield return new ValidationResult($"the name of the model to ask at {BaseAddress}", [nameof(Model)]);
    }
}
