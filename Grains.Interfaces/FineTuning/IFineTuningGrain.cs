using System.Collections.Immutable;
using Orleans.CodeGeneration;
using Orleans.Concurrency;

namespace LearningActors.FineTuning;

/// <summary>Knows how far the dataset is, and alone starts jobs, one at a time. Key: <c>fine-tuning</c>.</summary>
[Alias("IFineTuningGrain"), Version(1)]
public interface IFineTuningGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "fine-tuning";

    /// <summary>
    /// How far the dataset is, from facts that were read within the last hour; those older than a minute are read again meanwhile.
    /// </summary>
    [Alias("GetStatus"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<TuningStatus> GetStatus();

    /// <summary>What this UTC month's jobs may cost, and did.</summary>
    [Alias("GetBudget"), AlwaysInterleave]
    Task<TuningBudget> GetBudget();

    /// <summary>What a dataset is made of; null where it is unknown, or a draft that has changed.</summary>
    [Alias("FindDataset"), AlwaysInterleave]
    Task<DatasetFigures?> FindDataset(string hash);

    /// <summary>Some lines of a split.</summary>
    /// <param name="dataset">The hash of a dataset.</param>
    /// <param name="split">The split.</param>
    /// <param name="from">The first line, from 0.</param>
    /// <param name="count">At most so many.</param>
    /// <returns>Null where the dataset is unknown, or a draft that has changed.</returns>
    [Alias("ReadLines"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<DatasetLines?> ReadLines(string dataset, DatasetSplit split, int from, int count);

    /// <summary>A part of the examples; null where the dataset is unknown, or a draft that has changed.</summary>
    [Alias("ListExamples"), AlwaysInterleave, ResponseTimeout("00:02:00")]
    Task<ListPart<TuningExample>?> ListExamples(ExampleFilter filter, ListRequest<ExampleSort> request);

    /// <summary>A part of the datasets that were stored.</summary>
    [Alias("ListDatasets"), AlwaysInterleave]
    Task<ListPart<TuningDataset>> ListDatasets(ListRequest<DatasetSort> request);

    /// <summary>A part of the jobs.</summary>
    [Alias("ListJobs"), AlwaysInterleave]
    Task<ListPart<TuningJob>> ListJobs(TuningJobFilter filter, ListRequest<TuningJobSort> request);

    /// <summary>A part of the models that jobs made.</summary>
    [Alias("ListModels"), AlwaysInterleave]
    Task<ListPart<TunedModel>> ListModels(ListRequest<TunedModelSort> request);

    /// <summary>Stores the dataset of now and starts a job that trains on it.</summary>
    [Alias("Start"), ResponseTimeout("00:05:00")]
    Task<StartedTuning> Start(TuningRequest request);

    /// <summary>Starts a job where the threshold is passed and enough is new. Once for each occurrence.</summary>
    /// <returns>What was done, a sentence.</returns>
    [Alias("StartIfDue"), ResponseTimeout("00:05:00")]
    Task<string> StartIfDue(string occurrence);
}

/// <summary>Some lines of a file.</summary>
/// <param name="Lines">Without their line ends.</param>
/// <param name="IsEnd">No line follows.</param>
[GenerateSerializer, Immutable, Alias("DatasetLines")]
public sealed record DatasetLines(ImmutableArray<string> Lines, bool IsEnd);

/// <summary>Which examples are listed; what is null does not matter.</summary>
/// <param name="Dataset">The hash of the dataset; null for what a dataset of now would have.</param>
/// <param name="Split">The split.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Ticker">The symbol, upper case.</param>
[GenerateSerializer, Immutable, Alias("ExampleFilter")]
public sealed record ExampleFilter(string? Dataset, DatasetSplit? Split, SignalType? Signal, string? Ticker);

/// <summary>What examples are sorted by.</summary>
[GenerateSerializer, Alias("ExampleSort")]
public enum ExampleSort
{
    /// <summary>Their line; train before test.</summary>
    Ordinal,

    Tokens,
}

/// <summary>What datasets are sorted by.</summary>
[GenerateSerializer, Alias("DatasetSort")]
public enum DatasetSort
{
    Number,
}

/// <summary>Which jobs are listed; what is null does not matter.</summary>
/// <param name="Status">Where they stand.</param>
[GenerateSerializer, Immutable, Alias("TuningJobFilter")]
public sealed record TuningJobFilter(TuningJobStatus? Status);

/// <summary>What jobs are sorted by.</summary>
[GenerateSerializer, Alias("TuningJobSort")]
public enum TuningJobSort
{
    StartedAt,
}

/// <summary>What tuned models are sorted by.</summary>
[GenerateSerializer, Alias("TunedModelSort")]
public enum TunedModelSort
{
    RegisteredAt,
}
