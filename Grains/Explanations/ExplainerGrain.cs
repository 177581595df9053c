using System.Collections.Immutable;
using LearningActors.Ledger;
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

    /// <inheritdoc />
    public async Task<Explanation> Explain(SignalToExplain signal, CancellationToken cancellationToken)
    {
        var budget = new TimeBudget(options.TimeBudget, time);
        var explanation = await MakeAsync(Guid.CreateVersion7(clock.UtcNow), signal, budget, cancellationToken);
        await RecordAsync(explanation, Recording(budget));
        return explanation;
    }

    /// <inheritdoc />
    public async Task<Explanation?> ExplainOnce(Guid id, SignalToExplain signal, CancellationToken cancellationToken)
    {
        var budget = new TimeBudget(options.TimeBudget, time);
        if (await FindAsync(id, signal, budget) is { } known)
            return known.IsOfSignal ? known.Explanation : null;
        var explanation = await MakeAsync(id, signal, budget, cancellationToken);
        var recording = Recording(budget);
        await RecordAsync(explanation, recording);
        // Of two requests at once one was recorded: both get that, and as it stands in the ledger.
        var recorded = (await FindAsync(id, signal, recording))!;
        return recorded.IsOfSignal ? recorded.Explanation : null;
    }

    private async Task<Explanation> MakeAsync(Guid id, SignalToExplain signal, TimeBudget budget, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow;
        var assigned = await GrainFactory
            .GetGrain<IPromptAssignmentGrain>(signal.Signal.Text())
            .Assign(id.ToString())
            .WaitAsync(budget.LeftOrNone, time, cancellationToken);
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
            answer.Failure,
            (int)budget.Elapsed.TotalMilliseconds,
            answer.PromptTokens,
            answer.CompletionTokens,
            answer.CostUsd,
            signal.Session
        );
    }

    /// <summary>What the models left over, and what is the recording's in any case.</summary>
    private TimeBudget Recording(TimeBudget budget) => new(ExplanationOptions.RecordingTime + budget.LeftOrNone, time);

    /// <exception cref="LedgerUnavailableException">The database did not answer within the budget.</exception>
    private async Task<KnownExplanation?> FindAsync(Guid id, SignalToExplain signal, TimeBudget budget)
    {
        try
        {
            return await ledger.FindAsync(id, signal).WaitAsync(budget.LeftOrNone, time);
        }
        catch (TimeoutException timeout)
        {
            throw new LedgerUnavailableException("The database did not answer in time; sending the same again is safe.", timeout);
        }
    }

    /// <exception cref="LedgerUnavailableException">The explanation was not recorded within the budget.</exception>
    private async Task RecordAsync(Explanation explanation, TimeBudget budget)
    {
        ImmutableArray<LogOutcome> outcomes;
        try
        {
            outcomes = await ledger.AppendAsync([explanation]).WaitAsync(budget.LeftOrNone, time);
        }
        catch (TimeoutException timeout)
        {
            throw new LedgerUnavailableException(
                "The explanation was not recorded in time. The outcome is unknown; with an Idempotency-Key sending it again is safe.",
                timeout
            );
        }

        if (outcomes[0].Status == LogStatus.Rejected)
            throw new LedgerUnavailableException($"The explanation could not be recorded: {outcomes[0].Reason}");
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
