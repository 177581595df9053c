using LearningActors.Http;

namespace LearningActors.FineTuning;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class FineTuningFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(TuningDataset)) { Inlined = [nameof(TuningDataset.Figures)] },
        new(typeof(TuningJob)) { Inlined = [nameof(TuningJob.Plan)] },
        new(typeof(ModelComparison)) { Names = { [nameof(ModelComparison.Version)] = "prompt_version" } },
        new(typeof(ModelArm)) { Names = { [nameof(ModelArm.Version)] = "prompt_version" } },
    ];
}
