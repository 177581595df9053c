using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.Explanations;

/// <inheritdoc cref="IModelAnswerGrain" />
/// <remarks>Not reentrant: who asks while the model is being asked waits for the same answer. A failure is not kept.</remarks>
public sealed class ModelAnswerGrain(ILanguageModels models, IClock clock) : Grain, IModelAnswerGrain
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);
    private ExplanationContent? _content;
    private DateTimeOffset _madeAt;

    /// <inheritdoc />
    public async Task<ModelAnswer> Get(ModelQuestion question)
    {
        if (_content is not null && clock.UtcNow - _madeAt < s_lifetime)
            return new ModelAnswer(_content, null, Cached: true, 0, 0, 0);
        var answer = await AskAsync(question);
        if (answer.Content is null)
        {
            DeactivateOnIdle();
            return answer;
        }

        (_content, _madeAt) = (answer.Content, clock.UtcNow);
        DelayDeactivation(s_lifetime);
        return answer;
    }

    private async Task<ModelAnswer> AskAsync(ModelQuestion question)
    {
        if (models.Find(question.Model) is not { } model)
            return new ModelAnswer(null, $"unknown_model:{question.Model}", Cached: false, 0, 0, 0);
        Completion completion;
        try
        {
            completion = await model.CompleteAsync(
                new ModelCall(PromptRendering.Instructions(question.Prompt), PromptRendering.Data(question.Signal)), CancellationToken.None);
        }
        catch (ModelFailedException failed)
        {
            return new ModelAnswer(null, failed.Reason, Cached: false, 0, 0, 0);
        }

        if (!AnswerParser.TryParse(completion.Text, out var content, out var failure) || (failure = Guardrails.Violation(content, question.Signal)) is not null)
            content = null;
        return new ModelAnswer(content, failure, Cached: false, completion.PromptTokens, completion.CompletionTokens, completion.CostUsd);
    }
}
