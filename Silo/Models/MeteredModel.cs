namespace LearningActors.Models;

/// <summary>A model whose calls are counted.</summary>
internal sealed class MeteredModel(ILanguageModel model, ModelUsageMeter meter) : ILanguageModel
{
    public string Name => model.Name;

    public decimal MaxCostUsd(ModelCall call) => model.MaxCostUsd(call);

    public async Task<Completion> CompleteAsync(ModelCall call, CancellationToken cancellationToken)
    {
        Completion? answer = null;
        try
        {
            return answer = await model.CompleteAsync(call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            meter.Count(Name, call.Purpose, answer);
        }
    }
}
