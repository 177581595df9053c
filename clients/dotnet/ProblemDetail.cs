using System.Text.Json;

namespace LearningActors.Client;

/// <summary>What went wrong, as an answer says it.</summary>
internal static class ProblemDetail
{
    /// <summary>The <c>detail</c> of problem details (RFC 9457); null where the answer is none.</summary>
    internal static string? Of(string answer)
    {
        try
        {
            using var problem = JsonDocument.Parse(answer);
            return
                problem.RootElement.ValueKind == JsonValueKind.Object
                && problem.RootElement.TryGetProperty("detail", out var detail)
                && detail.ValueKind == JsonValueKind.String
                ? detail.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
