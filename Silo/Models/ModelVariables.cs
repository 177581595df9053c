using LearningActors.Configuration;

namespace LearningActors.Models;

/// <summary>The usual variables of OpenAI's clients; they win over <c>Models:openai</c>.</summary>
internal sealed record ModelVariables
{
    /// <summary>The key of the model <c>openai</c>; without one it is not asked, and templates explain.</summary>
    [Variable("OPENAI_API_KEY")]
    public string? Key { get; init; }

    /// <summary>Wins over <c>Models__openai__BaseAddress</c>.</summary>
    [Variable("OPENAI_BASE_URL"), HttpAddress, DefaultInWords("OpenAI's")]
    public string? BaseAddress { get; init; }

    /// <summary>Wins over <c>Models__openai__Model</c>.</summary>
    [Variable("OPENAI_MODEL"), DefaultInWords("`gpt-4o-mini`")]
    public string? Model { get; init; }

    internal void ApplyTo(ModelOptions openai) =>
        (openai.BaseAddress, openai.Model) = (BaseAddress ?? openai.BaseAddress, Model ?? openai.Model);
}
