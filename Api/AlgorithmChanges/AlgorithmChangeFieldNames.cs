using LearningActors.Http;

namespace LearningActors.AlgorithmChanges;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class AlgorithmChangeFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [new(typeof(Implementation)) { Names = { [nameof(Implementation.On)] = "implemented_on" } }];
}
