using System.Collections.Immutable;
using LearningActors.Operations;
using LearningActors.Prompts;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IExplainerGrain" />
[StatelessWorker, Reentrant]
public sealed class ExplainerGrain(IExplanationLedger ledger, ILanguageModels models, IClock clock, TimeProvider time) : Grain, IExplainerGrain
{
    /// <inheritdoc />
    public async Task<Explanation> Explain(SignalToExplain signal)
    {
        var began = time.GetTimestamp();
        var now = clock.UtcNow;
        var id = Guid.CreateVersion7(now);
        var assigned = await GrainFactory.GetGrain<IPromptAssignmentGrain>(signal.Signal.Text()).Assign(id.ToString());
        var (content, model, answer) = await AnswerAsync(signal, assigned, DateOnly.FromDateTime(now.UtcDateTime));
        var explanation = new Explanation(
            id, signal.Ticker, signal.Signal, signal.Confidence, signal.Indicators, content, assigned.Prompt.Version, model,
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

    /// <summary>
    /// The assigned prompt's answer; where there is none the champion's; where that fails too, the template. The explanation
    /// counts for the assigned version all the same, so that an experiment compares what was assigned.
    /// </summary>
    private async Task<(ExplanationContent Content, string Model, ModelAnswer Answer)> AnswerAsync(SignalToExplain signal, PromptAssignment assigned, DateOnly today)
    {
        if (models.Preferred is null)
            return (TemplateExplanation.For(signal), TemplateExplanation.ModelName, new ModelAnswer(null, "no_provider", Cached: false, 0, 0, 0));
        var (model, answer) = await AskAsync(signal, assigned.Prompt, today);
        if (answer.Content is null && assigned.Champion.Version != assigned.Prompt.Version)
        {
            var failed = answer;
            (model, answer) = await AskAsync(signal, assigned.Champion, today);
            answer = answer with
            {
                Failure = answer.Content is null ? $"{failed.Failure}; champion {assigned.Champion.Version}: {answer.Failure}" : $"{failed.Failure}; champion {assigned.Champion.Version}",
                PromptTokens = failed.PromptTokens + answer.PromptTokens,
                CompletionTokens = failed.CompletionTokens + answer.CompletionTokens,
                CostUsd = failed.CostUsd + answer.CostUsd,
            };
        }

        return answer.Content is { } content ? (content, model, answer) : (TemplateExplanation.For(signal), TemplateExplanation.ModelName, answer);
    }

    private async Task<(string Model, ModelAnswer Answer)> AskAsync(SignalToExplain signal, PromptVersion prompt, DateOnly today)
    {
        var model = prompt.Model ?? models.Preferred!.Name;
        var key = AnswerKey.Of(signal, prompt, model, today);
        return (model, await GrainFactory.GetGrain<IModelAnswerGrain>(key).Get(new ModelQuestion(signal, prompt, model)));
    }
}
