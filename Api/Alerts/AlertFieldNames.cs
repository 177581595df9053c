using LearningActors.Http;

namespace LearningActors.Alerts;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class AlertFieldNames
{
    internal static FieldShape[] Shapes { get; } = [new(typeof(AlertStatus)) { Inlined = [nameof(AlertStatus.Alert)] }];
}
