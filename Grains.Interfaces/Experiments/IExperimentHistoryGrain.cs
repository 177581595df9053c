namespace LearningActors.Experiments;

/// <summary>The experiments that ended. Key: <c>experiments</c>.</summary>
[Alias("IExperimentHistoryGrain")]
public interface IExperimentHistoryGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "experiments";

    /// <summary>A part of them.</summary>
    [Alias("ListPart")]
    Task<ListPart<Experiment>> List(ExperimentFilter filter, ListRequest<ExperimentSort> request);
}

/// <summary>Which experiments are listed; what is null does not matter.</summary>
/// <param name="Signal">Whose prompts they compare.</param>
/// <param name="Outcome">How they ended.</param>
[GenerateSerializer, Immutable, Alias("ExperimentFilter")]
public sealed record ExperimentFilter(SignalType? Signal, DecisionKind? Outcome);

/// <summary>What experiments that ended are sorted by.</summary>
[GenerateSerializer, Alias("ExperimentSort")]
public enum ExperimentSort
{
    EndedAt,
    StartedAt,
}
