using System.Collections.Immutable;
using LearningActors.Operations;
using LearningActors.Prompts;
using Orleans.Concurrency;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IExplainerGrain" />
[StatelessWorker, Reentrant]
public sealed class ExplainerGrain(IExplanationLedger ledger, ILanguageModels models, TimeProvider time) : Grain, IExplainerGrain
{
    /// <inheritdoc />
    public async Task<Explanation> Explain(SignalToExplain signal)
    {
        var began = time.GetTimestamp();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var prompt = await GrainFactory.GetGrain<IPromptAssignmentGrain>(signal.Signal.Text()).Assign(id.ToString());
        var (content, model, answer) = await AnswerAsync(signal, prompt, DateOnly.FromDateTime(now.UtcDateTime));
        var explanation = new Explanation(
            id, signal.Ticker, signal.Signal, signal.Confidence, signal.Indicators, content, prompt.Version, model,
            ExplanationSource.Service, now, answer.Cached, answer.Failure, (int)time.GetElapsedTime(began).TotalMilliseconds,
            answer.PromptTokens, answer.CompletionTokens, answer.CostUsd, signal.Session);
        var outcome = (await ledger.AppendAsync([explanation]))[0];
        return outcome.Status == LogStatus.Rejected
            ? throw new LedgerUnavailableException($"The explanation could not be recorded: {outcome.Reason}")
            : explanation;
    }

    /// <inheritdoc />
    public Task<ImmutableArray<LogOutcome>> Log(ImmutableArray<Explanation> explanations) => ledger.AppendAsync(explanations);

    /// <inheritdoc />
    public Task<Explanation?> Find(Guid id) => ledger.FindAsync(id);

    private async Task<(ExplanationContent Content, string Model, ModelAnswer Answer)> AnswerAsync(SignalToExplain signal, PromptVersion prompt, DateOnly today)
    {
        if (models.Preferred is not { } model)
            return Retreat(signal, new ModelAnswer(null, "no_provider", Cached: false, 0, 0, 0));
        var key = AnswerKey.Of(signal, prompt, model.Name, today);
        var answer = await GrainFactory.GetGrain<IModelAnswerGrain>(key).Get(new ModelQuestion(signal, prompt, model.Name));
        return answer.Content is { } content ? (content, model.Name, answer) : Retreat(signal, answer);
    }

    private static (ExplanationContent, string, ModelAnswer) Retreat(SignalToExplain signal, ModelAnswer answer) =>
        (TemplateExplanation.For(signal), TemplateExplanation.ModelName, answer);
}
