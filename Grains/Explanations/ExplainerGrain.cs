using LearningActors.Models;
using LearningActors.Prompts;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IExplainerGrain" />
[StatelessWorker(1), Reentrant]
public sealed class ExplainerGrain(
    IExplanationLedger ledger,
    ILanguageModels models,
    ExplanationOptions options,
    IClock clock,
    TimeProvider time
) : Grain, IExplainerGrain
{
    /// <summary>How much longer than the models' limit their grain may take to say so.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    /// <summary>Nobody has said yet which prompt explains the signal; the baseline did.</summary>
    private const string AssignmentUnavailable = "assignment_unavailable";

    private readonly ExplanationRecording _recording = new(ledger, time);

    /// <inheritdoc />
    public async Task<ServedExplanation> Explain(SignalToExplain signal, CancellationToken cancellationToken)
    {
        var budget = new TimeBudget(options.TimeBudget, time);
        var explanation = await MakeAsync(Guid.CreateVersion7(clock.UtcNow), signal, budget, cancellationToken);
        return new ServedExplanation(explanation, await _recording.RecordAsync(explanation, Recording(budget)) is not null);
    }

    /// <inheritdoc />
    public async Task<ServedExplanation?> ExplainOnce(Guid id, SignalToExplain signal, CancellationToken cancellationToken)
    {
        var budget = new TimeBudget(options.TimeBudget, time);
        if (await _recording.FindAsync(id, signal, new TimeBudget(ExplanationOptions.RecordingTime, time)) is { } known)
            return known.IsOfSignal ? new ServedExplanation(known.Explanation, true) : null;
        var explanation = await MakeAsync(id, signal, budget, cancellationToken);
        var recording = Recording(budget);
        if (await _recording.RecordAsync(explanation, recording) is not { } status)
            return new ServedExplanation(explanation, false);
        // Of two requests at once one was recorded: both get that, and as it stands in the ledger.
        if (await _recording.FindAsync(id, signal, recording) is { } recorded)
            return recorded.IsOfSignal ? new ServedExplanation(recorded.Explanation, true) : null;
        // It can't be read again. What this request stored it knows; what another one stored under the id it does not.
        return new ServedExplanation(explanation, status == LogStatus.Stored);
    }

    private async Task<Explanation> MakeAsync(Guid id, SignalToExplain signal, TimeBudget budget, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var known = await GrainFactory
            .GetGrain<IPromptAssignmentGrain>(signal.Signal.Text())
            .AssignFromMemory(signal.Unit?.Name ?? id.ToString());
        var assigned = known ?? new PromptAssignment(BaselinePrompt.Version, BaselinePrompt.Version, null, now);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (content, model, answer) = await AnswerAsync(id, signal, assigned, today, budget, cancellationToken);
        return new Explanation(
            id,
            signal.Ticker,
            signal.Signal,
            signal.Confidence,
            signal.Indicators,
            content,
            assigned.Prompt.Version,
            model,
            ExplanationSource.Service,
            now,
            answer.Cached,
            known is not null ? answer.Failure
                : answer.Failure is null ? AssignmentUnavailable
                : $"{AssignmentUnavailable}; {answer.Failure}",
            (int)budget.Elapsed.TotalMilliseconds,
            answer.PromptTokens,
            answer.CompletionTokens,
            answer.CostUsd,
            signal.Session,
            Unit: signal.Unit?.Token
        );
    }

    /// <summary>What is the recording's in any case, and a part of what the models left over.</summary>
    private TimeBudget Recording(TimeBudget budget)
    {
        var left = budget.LeftOrNone;
        var most = ExplanationOptions.MaxOfWhatIsLeft;
        return new TimeBudget(ExplanationOptions.RecordingTime + (left < most ? left : most), time);
    }

    /// <summary>
    /// The assigned prompt's answer; where there is none the champion's; where that fails too, or the time is spent, the template.
    /// The explanation counts for the assigned version all the same, so that an experiment compares what was assigned.
    /// </summary>
    private async Task<(ExplanationContent Content, string Model, ModelAnswer Answer)> AnswerAsync(
        Guid id,
        SignalToExplain signal,
        PromptAssignment assigned,
        DateOnly today,
        TimeBudget budget,
        CancellationToken cancellationToken
    )
    {
        if (models.Preferred is null)
            return (TemplateExplanation.For(signal), TemplateExplanation.ModelName, ModelAnswer.None("no_provider"));
        var (model, answer) = await AskAsync(id, signal, assigned.Prompt, today, budget, cancellationToken);
        if (answer.Content is null && IsSpent(budget))
        {
            var isTimeout = answer.Failure == ModelFailedException.Timeout;
            answer = answer with { Failure = isTimeout ? answer.Failure : $"{answer.Failure}; {ModelFailedException.Timeout}" };
        }
        else if (answer.Content is null && assigned.Champion.Version != assigned.Prompt.Version)
        {
            var failed = answer;
            (model, answer) = await AskAsync(id, signal, assigned.Champion, today, budget, cancellationToken);
            answer = answer with
            {
                Failure = answer.Content is null
                    ? $"{failed.Failure}; champion {assigned.Champion.Version}: {answer.Failure}"
                    : $"{failed.Failure}; champion {assigned.Champion.Version}",
                PromptTokens = failed.PromptTokens + answer.PromptTokens,
                CompletionTokens = failed.CompletionTokens + answer.CompletionTokens,
                CostUsd = failed.CostUsd + answer.CostUsd,
            };
        }

        return answer.Content is { } content
            ? (content, model, answer)
            : (TemplateExplanation.For(signal), TemplateExplanation.ModelName, answer);
    }

    private async Task<(string Model, ModelAnswer Answer)> AskAsync(
        Guid id,
        SignalToExplain signal,
        PromptVersion prompt,
        DateOnly today,
        TimeBudget budget,
        CancellationToken cancellationToken
    )
    {
        var model = prompt.Model ?? models.Preferred!.Name;
        if (IsSpent(budget))
            return (model, ModelAnswer.None(ModelFailedException.Timeout));
        var key = AnswerKey.Of(signal, prompt, model, today);
        var limit = budget.Left;
        // The model keeps to the limit by itself. Where its grain can't be reached, the reader gets the template nonetheless.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit + s_grace);
        try
        {
            var question = new ModelQuestion(key, id, signal, prompt, model, limit);
            return (model, await GrainFactory.GetGrain<IModelAnswersGrain>(AnswerKey.PartitionOf(key)).Get(question, patience.Token));
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            return (model, ModelAnswer.None(ModelFailedException.Timeout));
        }
        catch (OrleansException)
        {
            return (model, ModelAnswer.None("unavailable"));
        }
    }

    /// <summary>Less than a twentieth is left for a model: no answer would come in that time.</summary>
    private bool IsSpent(TimeBudget budget) => budget.Left <= options.TimeBudget / 20;
}
