using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Ledger;
using LearningActors.Models;
using NodaTime;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IPromptCatalogGrain" />
/// <remarks>Holds what the ledger has; only this grain adds to it, so that numbers follow each other and the budget is kept.</remarks>
public sealed class PromptCatalogGrain(IPromptLedger ledger, ILanguageModels models, PromptOptions options, IClock clock)
    : Grain,
        IPromptCatalogGrain
{
    private const int WorstRatedShown = 10;
    private ImmutableArray<PromptRecord> _versions = [];
    private ImmutableArray<PromptGeneration> _generations = [];
    private ImmutableArray<PromptCall> _unanswered = [];

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await ReadAsync();
        if (_versions.IsEmpty)
            await AppendAsync([
                new PromptRecord(BaselinePrompt.Version, null, PromptOrigin.Baseline, null, clock.UtcNow, "LearningActors", null),
            ]);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<PromptRecord>> List() => Task.FromResult(_versions);

    /// <inheritdoc />
    public Task<ListPart<PromptRecord>> List(PromptFilter filter, ListRequest<PromptSort> request) =>
        Task.FromResult(
            ListSlice.Of(
                _versions.Where(version =>
                    (filter.Signal is null || version.Signal is null || version.Signal == filter.Signal)
                    && (filter.Origin is null || version.Origin == filter.Origin)
                ),
                request,
                version =>
                    request.Sort switch
                    {
                        PromptSort.Version => NumberOf(version),
                        PromptSort.CreatedAt => version.CreatedAt,
                        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Sort, "Not an order of prompts."),
                    },
                // Versions that were made at the same time follow each other by their numbers.
                version => NumberOf(version).ToString("D9", CultureInfo.InvariantCulture)
            )
        );

    /// <inheritdoc />
    public Task<ListPart<PromptGeneration>> ListGenerations(SignalType? signal, ListRequest<GenerationSort> request) =>
        Task.FromResult(
            ListSlice.Of(
                _generations.Where(generation => signal is null || generation.Signal == signal),
                request,
                generation => generation.At,
                generation => generation.Id
            )
        );

    /// <inheritdoc />
    public Task<ImmutableArray<PromptCall>> GetUnansweredCalls() => Task.FromResult(_unanswered);

    /// <inheritdoc />
    public Task<GenerationBudget> GetBudget() => Task.FromResult(GenerationLimits.Budget(_generations, _unanswered, options, clock.UtcNow));

    /// <inheritdoc />
    public async Task<AddedPrompt> Add(PromptDraft draft)
    {
        if (draft.Model is { } model && await models.FindAsync(model) is null)
            return new AddedPrompt(null, new PromptRefusal(PromptRefusalKind.Model, $"No model '{model}' is configured."));
        // The same words put to another model are another version.
        var comparable = _versions.Where(version => version.Prompt.Model == draft.Model).Select(version => version.Prompt);
        if (PromptGuardrails.Violation(draft.Text, comparable, options.MaxTokens) is { } violation)
            return new AddedPrompt(null, new PromptRefusal(PromptRefusalKind.Text, violation));
        var record = new PromptRecord(
            new PromptVersion(Number(1), draft.Text, draft.Model),
            draft.Signal,
            PromptOrigin.Manual,
            null,
            clock.UtcNow,
            draft.CreatedBy,
            null
        );
        await AppendAsync([record]);
        return new AddedPrompt(record, null);
    }

    /// <inheritdoc />
    public async Task<PromptRecord> AddForModel(SignalType signal, string parent, string model, string by)
    {
        var words = _versions.Single(version => version.Prompt.Version == parent).Prompt;
        if (
            _versions.FirstOrDefault(one => one.Signal == signal && one.Prompt.Model == model && one.Prompt.Text == words.Text) is { } known
        )
            return known;
        var record = new PromptRecord(
            new PromptVersion(Number(1), words.Text, model),
            signal,
            PromptOrigin.Tuned,
            parent,
            clock.UtcNow,
            by,
            null
        );
        await AppendAsync([record]);
        return record;
    }

    /// <inheritdoc />
    public async Task<GenerationOutcome> Generate(GenerationRequest request)
    {
        if (_generations.FirstOrDefault(one => one.Id == request.Id) is { } done)
            return new GenerationOutcome(done, null);
        var now = clock.UtcNow;
        if (GenerationLimits.Check(request.Signal, _generations, _unanswered, options, now) is { } refusal)
            return new GenerationOutcome(null, refusal);
        if ((options.GenerationModel.Length > 0 ? await models.FindAsync(options.GenerationModel) : models.Preferred) is not { } model)
            return new GenerationOutcome(
                null,
                new PromptRefusal(PromptRefusalKind.Model, "No model is configured that could write variants.")
            );
        var champion = _versions.Single(version => version.Prompt.Version == request.Champion).Prompt;
        var worst = await ledger.ReadWorstRatedAsync(request.Signal, request.Champion, WorstRatedShown);
        var question = VariantWriting.Ask(request.Signal, champion, worst, options.Variants, options.MaxTokens);
        var call = new PromptCall(Guid.CreateVersion7(), request.Id, request.Signal, now, model.Name, model.MaxCostUsd(question));
        await RecordAsync(() => ledger.AddCallAsync(call));
        _unanswered = _unanswered.Add(call);
        Completion completion;
        try
        {
            // Whoever asked may have gone: the model charges all the same.
            completion = await model.CompleteAsync(question, CancellationToken.None);
        }
        catch (ModelFailedException failed)
        {
            if (failed.IsFree)
            {
                await RecordAsync(() => ledger.RemoveCallAsync(call));
                _unanswered = _unanswered.Remove(call);
            }

            return new GenerationOutcome(
                null,
                new PromptRefusal(PromptRefusalKind.NoAnswer, $"The model {model.Name} did not answer: {failed.Reason}.")
            );
        }

        var (texts, refusals) = VariantWriting.Read(
            completion.Text,
            options.Variants,
            _versions.Select(version => version.Prompt),
            options.MaxTokens
        );
        var records = texts
            .Select(
                (text, i) =>
                    new PromptRecord(
                        new PromptVersion(Number(i + 1), text, champion.Model),
                        request.Signal,
                        PromptOrigin.Generated,
                        champion.Version,
                        now,
                        model.Name,
                        request.Id
                    )
            )
            .ToImmutableArray();
        var generation = new PromptGeneration(
            request.Id,
            request.Signal,
            champion.Version,
            now,
            model.Name,
            [.. records.Select(record => record.Prompt.Version)],
            refusals,
            completion.CostUsd
        );
        await AppendAsync(records, generation, call);
        return new GenerationOutcome(generation, null);
    }

    /// <summary>The version number so many steps after the last: <c>v1.7</c>.</summary>
    private string Number(int step) => $"v1.{_versions.Max(NumberOf) + step}";

    private static int NumberOf(PromptRecord version) =>
        int.Parse(version.Prompt.Version.AsSpan("v1.".Length), CultureInfo.InvariantCulture);

    private async Task AppendAsync(ImmutableArray<PromptRecord> versions, PromptGeneration? generation = null, PromptCall? call = null)
    {
        try
        {
            await RecordAsync(() => ledger.AppendAsync(versions, generation, call));
        }
        catch (PromptVersionTakenException taken)
        {
            // A second activation, as there may be for a moment when a silo is lost, was faster. Its work is there.
            await ReadAsync();
            if (
                _versions.IsEmpty
                || (generation is null ? versions[0].Origin != PromptOrigin.Baseline : _generations.All(one => one.Id != generation.Id))
            )
                throw new LedgerUnavailableException("Another silo added prompts at the same time.", taken);
            return;
        }

        _versions = _versions.AddRange(versions);
        if (generation is not null)
            _generations = _generations.Add(generation);
        if (call is not null)
            _unanswered = _unanswered.Remove(call);
    }

    private async Task RecordAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (LedgerUnavailableException)
        {
            // It may be there all the same: the next activation reads what is.
            DeactivateOnIdle();
            throw;
        }
    }

    private async Task ReadAsync()
    {
        _versions = await ledger.ReadVersionsAsync();
        _generations = await ledger.ReadGenerationsAsync();
        _unanswered = await ledger.ReadUnansweredCallsAsync();
    }
}
