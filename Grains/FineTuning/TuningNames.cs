using System.Globalization;

namespace LearningActors.FineTuning;

/// <summary>How datasets, jobs and models are called, here and at the provider.</summary>
internal static class TuningNames
{
    private const string JobPrefix = "job-";

    /// <summary>A job's id: the dataset's hash, and which attempt on it this is.</summary>
    internal static string Job(string dataset, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"{JobPrefix}{dataset[..8]}-{attempt}");

    /// <summary>The model that a job makes, as it is known here.</summary>
    internal static string Model(string job) => $"tuned-{job[JobPrefix.Length..]}";

    /// <summary>A split's file at the provider: it has the name of what is in it.</summary>
    internal static string File(string dataset, DatasetSplit split) =>
        $"learningactors-{dataset[..32]}-{split.ToString().ToLowerInvariant()}.jsonl";

    /// <summary>What the provider calls the model by.</summary>
    internal static string Suffix(string suffix, string job) => $"{suffix}-{job[JobPrefix.Length..]}";
}
