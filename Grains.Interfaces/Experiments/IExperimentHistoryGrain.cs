using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>The experiments that ended. Key: <c>experiments</c>.</summary>
[Alias("IExperimentHistoryGrain")]
public interface IExperimentHistoryGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "experiments";

    /// <summary>The last ones, newest first.</summary>
    /// <param name="max">How many.</param>
    [Alias("List")]
    Task<ImmutableArray<Experiment>> List(int max);
}
