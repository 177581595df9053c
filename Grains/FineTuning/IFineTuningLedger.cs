using System.Collections.Immutable;

namespace LearningActors.FineTuning;

/// <summary>The facts that datasets follow from, and the record of datasets, jobs and tuned models.</summary>
public interface IFineTuningLedger
{
    /// <summary>Every answer that got five stars, with what its votes say.</summary>
    Task<ImmutableArray<TuningCandidate>> ReadCandidatesAsync();

    /// <summary>Stores a dataset with its lines, in one transaction; storing it again changes nothing.</summary>
    /// <returns>As it is stored.</returns>
    Task<TuningDataset> FileDatasetAsync(TuningDataset dataset, ImmutableArray<TuningExample> examples);

    /// <summary>Every dataset, oldest first.</summary>
    Task<ImmutableArray<TuningDataset>> ReadDatasetsAsync();

    /// <summary>Some lines of a split, in their order.</summary>
    Task<ImmutableArray<string>> ReadLinesAsync(string dataset, DatasetSplit split, int from, int count);

    /// <summary>The explanations that a dataset trains on.</summary>
    Task<ImmutableArray<Guid>> ReadTrainedAsync(string dataset);

    /// <summary>A part of a stored dataset's examples.</summary>
    Task<ListPart<TuningExample>> ListExamplesAsync(ExampleFilter filter, ListRequest<ExampleSort> request);

    /// <summary>Records how a job stands; an older revision does not replace a newer one.</summary>
    Task FileJobAsync(TuningJob job);

    /// <summary>A job, or null.</summary>
    Task<TuningJob?> FindJobAsync(string id);

    /// <summary>Every job, oldest first.</summary>
    Task<ImmutableArray<TuningJob>> ReadJobsAsync();

    /// <summary>Records how a tuned model stands; an older revision does not replace a newer one.</summary>
    Task FileModelAsync(TunedModel model);

    /// <summary>Every tuned model, oldest first.</summary>
    Task<ImmutableArray<TunedModel>> ReadModelsAsync();

    /// <summary>How the latest explanations of a version went.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="version">The prompt version.</param>
    /// <param name="since">Only those that were made later, UTC.</param>
    /// <param name="latest">At most so many, the latest ones.</param>
    Task<EndpointHealth> ReadHealthAsync(SignalType signal, string version, DateTimeOffset since, int latest);
}

/// <summary>How the latest explanations of a version went.</summary>
/// <param name="Asked">Explanations that were not served from the cache.</param>
/// <param name="Failed">Those whose model did not answer.</param>
public sealed record EndpointHealth(int Asked, int Failed);
