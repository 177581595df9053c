using LearningActors.Ledger;
using LearningActors.Models;
using NodaTime;
using Orleans.Concurrency;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IModelAnswersGrain" />
/// <remarks>Who asks while the model is being asked waits for the same answer. A failure is shared with those, and not kept.</remarks>
[Reentrant]
public sealed class ModelAnswersGrain(ILanguageModels models, ExplanationOptions options, IClock clock, TimeProvider time)
    : Grain,
        IModelAnswersGrain
{
    private static readonly Duration s_lifetime = Duration.FromHours(1);
    private readonly AnswerCache _answers = new(Math.Max(1, options.CachedAnswers / AnswerKey.Partitions), s_lifetime);
    private readonly Dictionary<string, SharedCall<PaidAnswer>> _underWay = [];

    /// <inheritdoc />
    public async Task<ModelAnswer> Get(ModelQuestion question, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_answers.Find(question.Key, clock.GetCurrentInstant()) is { } kept)
            return kept.For(question.Explanation);
        if (!_underWay.TryGetValue(question.Key, out var call) || call.IsAbandoned || !call.Serves(question.TimeLimit))
        {
            _underWay[question.Key] = call = new SharedCall<PaidAnswer>(question.TimeLimit, time);
            call.Begin(token => AnswerAsync(question, call, token));
        }

        try
        {
            return (await call.WaitAsync(question.TimeLimit, cancellationToken)).For(question.Explanation);
        }
        catch (TimeoutException)
        {
            return ModelAnswer.None(ModelFailedException.Timeout);
        }
    }

    private async Task<PaidAnswer> AnswerAsync(ModelQuestion question, SharedCall<PaidAnswer> call, CancellationToken cancellationToken)
    {
        try
        {
            var answer = new PaidAnswer(await AskAsync(question, cancellationToken));
            if (answer.IsUsable)
            {
                _answers.Keep(question.Key, answer, clock.GetCurrentInstant());
                DelayDeactivation(s_lifetime.ToTimeSpan());
            }

            return answer;
        }
        finally
        {
            if (_underWay.TryGetValue(question.Key, out var latest) && latest == call)
                _underWay.Remove(question.Key);
            call.Dispose();
        }
    }

    private async Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        Completion completion;
        try
        {
            if (await models.FindAsync(question.Model) is not { } model)
                return ModelAnswer.None($"unknown_model:{question.Model}");
            var call = new ModelCall(
                ModelPurpose.Explanation,
                PromptRendering.Instructions(question.Prompt),
                PromptRendering.Data(question.Signal),
                TimeLimit: question.TimeLimit,
                Schema: AnswerParser.Schema
            );
            completion = await model.CompleteAsync(call, cancellationToken);
        }
        catch (ModelFailedException failed)
        {
            return ModelAnswer.None(failed.Reason);
        }
        catch (LedgerUnavailableException)
        {
            return ModelAnswer.None("unavailable");
        }

        if (
            !AnswerParser.TryParse(completion.Text, out var content, out var failure)
            || (failure = Guardrails.Violation(content, question.Signal)) is not null
        )
            content = null;
        return new ModelAnswer(content, failure, Cached: false, completion.PromptTokens, completion.CompletionTokens, completion.CostUsd);
    }
}
