using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>Reads the query string.</summary>
internal static class QueryStrings
{
    /// <summary>The last value of that name, or null.</summary>
    internal static string? Query(this HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var value) && value.Count > 0 ? value[^1] : null;
}
