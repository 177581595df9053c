using LearningActors.Http;

namespace LearningActors.Prompts;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class PromptFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(PromptVersion)) { Names = { [nameof(PromptVersion.Version)] = "prompt_version" } },
        new(typeof(PromptRecord)) { Inlined = [nameof(PromptRecord.Prompt)] },
        new(typeof(ChampionChange)) { Names = { [nameof(ChampionChange.Version)] = "prompt_version" } },
        new(typeof(HoldoutShare)) { Names = { [nameof(HoldoutShare.Version)] = "prompt_version" } },
    ];
}
