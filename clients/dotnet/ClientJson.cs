using System.Text.Json;

namespace LearningActors.Client;

/// <summary>How the API writes JSON.</summary>
public static class ClientJson
{
    /// <summary>Snake case, and every field is there: one that is missing is an error, an unknown one is not.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
