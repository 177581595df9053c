using LearningActors.Http;

namespace LearningActors.Operations;

/// <summary>The bounds of operators' lists.</summary>
internal static class Paging
{
    internal const string NoCursor = "Expected the next_cursor of an answer.";
    private const int MaxText = 500;

    internal static IntField MaxItems { get; } = new("limit", "how many", 1, 1000) { Default = 100, Example = "100" };

    internal static TextField Cursor { get; } = new("cursor", "the next_cursor of the answer before, for the part behind it", 2000);

    /// <summary>The query's <c>limit</c>.</summary>
    internal static int Limit(this QueryReader query) => query.Read(MaxItems) ?? 100;

    /// <summary>A text by which a list is filtered.</summary>
    internal static TextField Text(string name, string what, string example) => new(name, what, MaxText) { Example = example };
}
