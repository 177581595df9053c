using LearningActors.Configuration;

namespace LearningActors.Models;

/// <summary>The usual variables of OpenAI's clients; they win over <c>Models:openai</c>.</summary>
internal sealed record ModelVariables
{
    /// <summary>The key of the model openai; without one it is not asked.</summary>
    [Variable("OPENAI_API_KEY")]
    public string? Key { get; init; }

    /// <summary>The address of the model openai.</summary>
    [Variable("OPENAI_BASE_URL"), HttpAddress]
    public string? BaseAddress { get; init; }

    /// <summary>Its name at that address.</summary>
    [Variable("OPENAI_MODEL")]
    public string? Model { get; init; }

    internal void ApplyTo(ModelOptions openai) =>
        (openai.BaseAddress, openai.Model) = (BaseAddress ?? openai.BaseAddress, Model ?? openai.Model);
}
