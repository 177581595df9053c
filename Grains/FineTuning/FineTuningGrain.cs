using System.Collections.Immutable;
using LearningActors.Prompts;
using NodaTime;

namespace LearningActors.FineTuning;

/// <inheritdoc cref="IFineTuningGrain" />
/// <remarks>
/// Keeps nothing: what a dataset of now would be is computed from the ledger and remembered. Readers get what is at most an hour old at
/// once, with its time; a job is started from what is read then.
/// </remarks>
public sealed class FineTuningGrain(
    IFineTuningLedger ledger,
    ITuningProvider provider,
    ITokenCounter tokens,
    FineTuningOptions options,
    IClock clock,
    TimeProvider time
) : Grain, IFineTuningGrain
{
    /// <summary>What is older is read again; where that takes long, ten times as long.</summary>
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(1);

    /// <summary>What is older is not shown: its readers wait.</summary>
    private static readonly TimeSpan s_validity = TimeSpan.FromHours(1);

    /// <summary>Drafts that are being read; a reader of the one before the newest finishes it.</summary>
    private ImmutableArray<DatasetDraft> _drafts = [];
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private Task<DatasetDraft>? _reading;
    private TimeSpan _took;

    private DateTimeOffset Now => clock.UtcNow;

    /// <inheritdoc />
    public async Task<TuningStatus> GetStatus()
    {
        var draft = await ReadDraftAsync();
        var readAt = _readAt;
        var (jobs, datasets) = (await ledger.ReadJobsAsync(), await ledger.ReadDatasetsAsync());
        var estimate = TuningCosts.Estimate(draft.Figures, options.Epochs, options.TrainingUsdPerMillionTokens);
        return new TuningStatus(
            provider.IsConfigured,
            options.Threshold,
            draft.FiveStars,
            draft.Figures,
            draft.Refused,
            await CountNewAsync(draft, datasets),
            ProviderRules.Violations(draft.Figures, options.MaxFileBytes),
            options.BaseModel,
            options.Epochs,
            estimate,
            TuningCosts.Spent(jobs, Now),
            options.MonthlyBudgetUsd,
            StartRules.Check(draft, jobs, provider.IsConfigured, estimate, options, Now)?.Reason,
            datasets.IsEmpty ? null : datasets[^1],
            readAt
        );
    }

    /// <inheritdoc />
    public async Task<TuningBudget> GetBudget()
    {
        var jobs = await ledger.ReadJobsAsync();
        return new TuningBudget(
            options.MonthlyBudgetUsd,
            TuningCosts.Spent(jobs, Now),
            TuningCosts.Spent(jobs.Where(job => !job.HasEnded), Now)
        );
    }

    /// <inheritdoc />
    public async Task<DatasetFigures?> FindDataset(string hash) =>
        _drafts.FirstOrDefault(draft => draft.Figures.Hash == hash)?.Figures
        ?? (await ledger.ReadDatasetsAsync()).FirstOrDefault(one => one.Figures.Hash == hash)?.Figures;

    /// <inheritdoc />
    public async Task<DatasetLines?> ReadLines(string dataset, DatasetSplit split, int from, int count)
    {
        if (_drafts.FirstOrDefault(draft => draft.Figures.Hash == dataset) is { } known)
        {
            var all = known.Examples.Where(example => example.Split == split).Skip(from).Take(count + 1).Select(one => one.Line).ToArray();
            return new DatasetLines([.. all.Take(count)], all.Length <= count);
        }

        if ((await ledger.ReadDatasetsAsync()).All(one => one.Figures.Hash != dataset))
            return null;
        var lines = await ledger.ReadLinesAsync(dataset, split, from, count + 1);
        return new DatasetLines([.. lines.Take(count)], lines.Length <= count);
    }

    /// <inheritdoc />
    public async Task<ListPart<TuningExample>?> ListExamples(ExampleFilter filter, ListRequest<ExampleSort> request)
    {
        if (filter.Dataset is null || _drafts.Any(draft => draft.Figures.Hash == filter.Dataset))
        {
            var draft = _drafts.FirstOrDefault(one => one.Figures.Hash == filter.Dataset) ?? await ReadDraftAsync();
            return ListSlice.Of(
                draft.Examples.Where(example =>
                    (filter.Split is null || example.Split == filter.Split)
                    && (filter.Signal is null || example.Signal == filter.Signal)
                    && (filter.Ticker is null || example.Ticker == filter.Ticker)
                ),
                request,
                example => request.Sort == ExampleSort.Tokens ? example.Tokens : PlaceOf(example),
                example => example.ExplanationId.ToString()
            );
        }

        return (await ledger.ReadDatasetsAsync()).Any(one => one.Figures.Hash == filter.Dataset)
            ? await ledger.ListExamplesAsync(filter, request)
            : null;
    }

    /// <inheritdoc />
    public async Task<ListPart<TuningDataset>> ListDatasets(ListRequest<DatasetSort> request) =>
        ListSlice.Of(await ledger.ReadDatasetsAsync(), request, one => one.Number, one => one.Figures.Hash);

    /// <inheritdoc />
    public async Task<ListPart<TuningJob>> ListJobs(TuningJobFilter filter, ListRequest<TuningJobSort> request) =>
        ListSlice.Of(
            (await ledger.ReadJobsAsync()).Where(job => filter.Status is null || job.Status == filter.Status),
            request,
            job => job.Plan.StartedAt,
            job => job.Plan.Id
        );

    /// <inheritdoc />
    public async Task<ListPart<TunedModel>> ListModels(ListRequest<TunedModelSort> request) =>
        ListSlice.Of(await ledger.ReadModelsAsync(), request, model => model.RegisteredAt, model => model.Name);

    /// <inheritdoc />
    public async Task<StartedTuning> Start(TuningRequest request)
    {
        // What is trained on is what is known now, not minutes ago.
        return await StartAsync(await ReadNowAsync(), request);
    }

    /// <inheritdoc />
    public async Task<string> StartIfDue(string occurrence)
    {
        if ((await ledger.ReadJobsAsync()).FirstOrDefault(job => job.Plan.StartedBy == occurrence) is { } started)
            return $"{started.Plan.Id} was started.";
        var draft = await ReadNowAsync();
        var fresh = await CountNewAsync(draft, await ledger.ReadDatasetsAsync());
        if (fresh < options.MinNewExamples)
            return $"Not started: {fresh} examples are new; {options.MinNewExamples} are needed.";
        var answer = await StartAsync(draft, new TuningRequest(occurrence));
        return answer.Job is { } job ? $"{job.Plan.Id} was started." : $"Not started: {answer.Refusal!.Reason}";
    }

    private static int PlaceOf(TuningExample example) => ((int)example.Split * 1_000_000) + example.Ordinal;

    private async Task<StartedTuning> StartAsync(DatasetDraft draft, TuningRequest request)
    {
        var jobs = await ledger.ReadJobsAsync();
        var epochs = request.Epochs ?? options.Epochs;
        var estimate = TuningCosts.Estimate(draft.Figures, epochs, options.TrainingUsdPerMillionTokens);
        if (StartRules.Check(draft, jobs, provider.IsConfigured, estimate, options, Now) is { } refusal)
            return new StartedTuning(null, refusal);
        var datasets = await ledger.ReadDatasetsAsync();
        var dataset = new TuningDataset(draft.Figures, datasets.Length + 1, Now, request.By, await CountNewAsync(draft, datasets));
        await ledger.FileDatasetAsync(dataset, draft.Examples);
        var id = TuningNames.Job(draft.Figures.Hash, jobs.Count(job => job.Plan.Dataset == draft.Figures.Hash) + 1);
        var plan = new TuningPlan(
            id,
            draft.Figures.Hash,
            request.BaseModel ?? options.BaseModel,
            epochs,
            request.BatchSize,
            request.LearningRateMultiplier,
            TuningNames.Suffix(request.Suffix ?? options.Suffix, id),
            estimate,
            Now,
            request.By
        );
        return new StartedTuning(await GrainFactory.GetGrain<ITuningJobGrain>(id).Begin(plan), null);
    }

    /// <summary>Examples to train on that the last dataset did not have; where they are the same as its, none.</summary>
    private async Task<int> CountNewAsync(DatasetDraft draft, ImmutableArray<TuningDataset> datasets)
    {
        var known = datasets.IsEmpty ? [] : (await ledger.ReadTrainedAsync(datasets[^1].Figures.Hash)).ToHashSet();
        return draft.Examples.Count(example => example.Split == DatasetSplit.Train && !known.Contains(example.ExplanationId));
    }

    /// <summary>The last draft, where it may be shown; else the next one, which all wait for who ask meanwhile.</summary>
    private Task<DatasetDraft> ReadDraftAsync()
    {
        var age = Now - _readAt;
        if ((age < s_freshness || age < 10 * _took) && age < s_validity && !_drafts.IsEmpty)
            return Task.FromResult(_drafts[^1]);
        var reading = ReadAgainAsync();
        return age < s_validity && !_drafts.IsEmpty ? Task.FromResult(_drafts[^1]) : reading;
    }

    private Task<DatasetDraft> ReadAgainAsync() => _reading is { IsCompleted: false } ? _reading : _reading = ComputeAsync();

    /// <summary>A draft of facts that are read from now on.</summary>
    private async Task<DatasetDraft> ReadNowAsync()
    {
        if (_reading is { IsCompleted: false } earlier)
            await earlier;
        return await ReadAgainAsync();
    }

    private async Task<DatasetDraft> ComputeAsync()
    {
        var (now, began) = (Now, time.GetTimestamp());
        var candidates = await ledger.ReadCandidatesAsync();
        var catalog = await GrainFactory.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).List();
        ImmutableArray<PromptVersion> prompts = [.. catalog.Select(record => record.Prompt)];
        var settledBefore = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-options.SettleDays), TimeSpan.Zero);
        // Some seconds of work for many examples: not in a turn of the grain.
        var draft = await Task.Run(() => DatasetRules.Make(candidates, prompts, settledBefore, options, tokens.Count));
        _drafts = [.. _drafts.Where(one => one.Figures.Hash != draft.Figures.Hash).TakeLast(1), draft];
        (_readAt, _took) = (now, time.GetElapsedTime(began));
        DelayDeactivation(s_validity);
        return draft;
    }
}
