using System.ComponentModel.DataAnnotations;

namespace LearningActors.Prompts;

/// <summary>Limits of prompts and their generation: section <c>Prompts</c> of the configuration.</summary>
public sealed class PromptOptions
{
    /// <summary>Variants that a generation asks for.</summary>
    [Range(1, 10)]
    public int Variants { get; set; } = 3;

    /// <summary>Days between two generations for a signal.</summary>
    [Range(0, 365)]
    public int DaysBetweenGenerations { get; set; } = 7;

    /// <summary>
    /// What all generations of a UTC month may cost, USD; a call whose answer never came counts with the most that it can cost.
    /// </summary>
    [Range(0.0, 100_000.0)]
    public decimal MonthlyBudgetUsd { get; set; } = 1.00m;

    /// <summary>Tokens of a prompt, counted at four characters each.</summary>
    [Range(50, 8000)]
    public int MaxTokens { get; set; } = 600;

    /// <summary>The model that writes variants, a name of <c>Models</c>; empty: the preferred one.</summary>
    public string GenerationModel { get; set; } = "";
}
