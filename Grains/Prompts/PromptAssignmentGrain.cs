using Orleans.Concurrency;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IPromptAssignmentGrain" />
[StatelessWorker, Reentrant]
public sealed class PromptAssignmentGrain : Grain, IPromptAssignmentGrain
{
    /// <inheritdoc />
    public Task<PromptVersion> Assign(string unit) => Task.FromResult(BaselinePrompt.Version);
}
