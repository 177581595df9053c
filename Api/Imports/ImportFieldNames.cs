using LearningActors.Http;

namespace LearningActors.Imports;

/// <summary>What <see cref="FieldNames"/> says of these records.</summary>
internal static class ImportFieldNames
{
    internal static FieldShape[] Shapes { get; } =
    [
        new(typeof(ImportSource)) { Names = { [nameof(ImportSource.By)] = "imported_by" } },
        new(typeof(ImportRecord)) { Inlined = [nameof(ImportRecord.Source)] },
        new(typeof(ImportReceipt)) { Inlined = [nameof(ImportReceipt.Import)] },
    ];
}
