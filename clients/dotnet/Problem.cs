using System.Text.Json;

namespace LearningActors.Client;

/// <summary>Why a request was refused: problem details (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>A reference that names the kind of problem; null where the answer gives none.</summary>
    public string? Type { get; init; }

    /// <summary>What kind of problem it is, in words.</summary>
    public required string Title { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong here; null where the title says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong with each field, by its name, such as <c>factors[0].name</c>; null where no field is at fault.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Names the request in logs and traces.</summary>
    public string? TraceId { get; init; }

    /// <summary>Reads an answer; null where it is something else, such as the page of a proxy.</summary>
    public static Problem? Read(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(answer, ClientJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
