using LearningActors.Http;

namespace LearningActors.Operations;

/// <summary>The bounds of lists.</summary>
internal static class Paging
{
    /// <summary>The longest part of a key that is looked for, in characters.</summary>
    internal const int LongestKey = 500;

    /// <summary>The longest page.</summary>
    internal const int Most = 1000;

    private const int Usual = 100;

    /// <summary>The query's <c>limit</c>.</summary>
    internal static int Limit(this QueryReader query) => query.Int("limit", 1, Most) ?? Usual;
}
