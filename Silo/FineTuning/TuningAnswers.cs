using System.Text.Json;
using System.Text.Json.Serialization;

namespace LearningActors.FineTuning;

/// <summary>How a provider's answers are read: what is missing is null.</summary>
internal static class TuningAnswers
{
    internal static JsonSerializerOptions Json { get; } =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString };
}

/// <summary>A part of a list.</summary>
internal sealed record ListAnswer<T>(IReadOnlyList<T>? Data, bool? HasMore);

/// <summary>A row of a list.</summary>
internal abstract record ListedAnswer(string? Id);

/// <summary>A file.</summary>
internal sealed record FileAnswer(string? Id, string? Filename, string? Status, long? CreatedAt) : ListedAnswer(Id);

/// <summary>A job.</summary>
internal sealed record JobAnswer(
    string? Id,
    string? Status,
    string? FineTunedModel,
    long? TrainedTokens,
    string? TrainingFile,
    [property: JsonPropertyName("user_provided_suffix")] string? Suffix,
    IReadOnlyDictionary<string, string>? Metadata,
    FaultAnswer? Error
) : ListedAnswer(Id)
{
    /// <summary>The job, with what was said of it.</summary>
    internal ProviderJob ToJob() =>
        new(
            Id ?? throw new JsonException("The provider's job has no id."),
            Status switch
            {
                "running" => TuningJobStatus.Running,
                "succeeded" => TuningJobStatus.Succeeded,
                "failed" => TuningJobStatus.Failed,
                "cancelled" => TuningJobStatus.Cancelled,
                _ => TuningJobStatus.Queued,
            },
            string.IsNullOrEmpty(FineTunedModel) ? null : FineTunedModel,
            TrainedTokens is > 0 ? TrainedTokens : null,
            string.IsNullOrEmpty(Error?.Message) ? null : Error.Message
        );
}

/// <summary>What is wrong.</summary>
internal sealed record FaultAnswer(string? Code, string? Message, string? Param);

/// <summary>What was said of a job.</summary>
internal sealed record EventAnswer(string? Id, long? CreatedAt, string? Level, string? Message, JsonElement? Data) : ListedAnswer(Id)
{
    /// <summary>The event, with the loss that it tells.</summary>
    internal TuningEvent ToEvent() =>
        new(Id!, DateTimeOffset.FromUnixTimeSeconds(CreatedAt ?? 0), Level ?? "info", Message ?? "", ReadLoss());

    private LossPoint? ReadLoss()
    {
        if (Data is not { ValueKind: JsonValueKind.Object } data || Number(data, "step") is not { } step)
            return null;
        var (train, test) = (Number(data, "train_loss"), Number(data, "valid_loss") ?? Number(data, "full_valid_loss"));
        return train is null && test is null ? null : new LossPoint((int)step, train, test);
    }

    private static double? Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
