using System.Collections.Immutable;
using LearningActors.Alerts;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.FineTuning;

/// <inheritdoc cref="ITuningJobGrain" />
/// <remarks>
/// A new state is made by <see cref="TuningProgress"/> and written whole; the job's row follows. Before anything is created at the
/// provider, the intent to create it is written.
/// </remarks>
public sealed partial class TuningJobGrain(
    [PersistentState("tuningJob", StateStorage.Name)] IPersistentState<TuningJobState> stored,
    IFineTuningLedger ledger,
    ITuningProvider provider,
    FineTuningOptions options,
    IClock clock,
    ILogger<TuningJobGrain> logger
) : Grain, ITuningJobGrain, IRemindable
{
    private const string Reminder = "advance";
    private const int LinesAtOnce = 1000;
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);

    private StateInTurn<TuningJobState> _states = null!;
    private int _filed;

    private GrainWork Work => field ??= new GrainWork(RunAsync, logger);

    private string Id => this.GetPrimaryKeyString();

    private DateTimeOffset Now => clock.UtcNow;

    private TuningJobState State => _states.Present;

    private TuningJob Job => State.Job!;

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _states = new StateInTurn<TuningJobState>(stored, DeactivateOnIdle, FileAsync);
        // Its row is written before its state.
        if (State.Job is null && await ledger.FindJobAsync(Id) is { } row)
            _states.BeginWith(TuningProgress.Begin(row.Plan));
    }

    /// <inheritdoc />
    public async Task<TuningJob> Begin(TuningPlan plan)
    {
        if (State.Job is null)
        {
            await this.RegisterOrUpdateReminder(Reminder, s_poll, s_poll, CancellationToken.None);
            var begun = TuningProgress.Begin(plan);
            await ledger.FileJobAsync(begun.Job!);
            await WriteAsync(_ => begun);
        }

        _ = Work.Start();
        return Job;
    }

    /// <inheritdoc />
    public Task<TuningJob?> Get() => Task.FromResult(State.Job);

    /// <inheritdoc />
    public async Task<TuningRefusal?> Cancel(string by, string reason)
    {
        if (State.Job is null)
            return new TuningRefusal(TuningRefusalKind.Unknown, $"There is no job {Id}.");
        if (Job.HasEnded)
            return new TuningRefusal(TuningRefusalKind.Ended, $"{Id} has ended: {Job.Status.ToString().ToLowerInvariant()}.");
        await WriteAsync(state => state.Job!.HasEnded ? state : TuningProgress.Cancel(state, by, reason, Now));
        _ = Work.Start();
        return null;
    }

    /// <inheritdoc />
    public async Task<TuningJob?> Advance()
    {
        await Work.Start();
        return State.Job;
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ = Work.Start();
        return Task.CompletedTask;
    }

    private async Task RunAsync()
    {
        if (State.Job is not null && _filed != Job.Revision)
            await FileAsync();
        var hasValidation = await HasValidationAsync();
        while (TuningProgress.Next(State, hasValidation) is not TuningStep.None and var step)
        {
            try
            {
                if (!await DoAsync(step))
                    return;
            }
            catch (TuningProviderException failed)
            {
                // What is not known to have failed is looked up with the next tick.
                NotDone(logger, failed, Id, step);
                await WriteAsync(state =>
                    state.Job!.HasEnded || failed.Fault is TuningFault.Passing
                        ? TuningProgress.WithError(state, failed.Message)
                        : TuningProgress.End(state, TuningJobStatus.Failed, failed.Message, Now)
                );
                if (!Job.HasEnded)
                    return;
            }
        }

        if (await this.GetReminder(Reminder, CancellationToken.None) is { } reminder)
            await this.UnregisterReminder(reminder, CancellationToken.None);
    }

    /// <returns>False where it can't go on now.</returns>
    private async Task<bool> DoAsync(TuningStep step)
    {
        switch (step)
        {
            case TuningStep.UploadTraining:
                return await EnsureFileAsync(step, DatasetSplit.Train);
            case TuningStep.UploadValidation:
                return await EnsureFileAsync(step, DatasetSplit.Test);
            case TuningStep.Create:
                return await EnsureJobAsync();
            case TuningStep.Follow:
                return await FollowAsync();
            case TuningStep.Announce:
                await GrainFactory.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Raise(TuningProgress.Announcement(Job));
                await WriteAsync(state => state with { IsAnnounced = true });
                return true;
            case TuningStep.Register:
                var model = await GrainFactory.GetGrain<ITunedModelGrain>(TuningNames.Model(Id)).Register(Job.Plan, Job.ProviderModel!);
                await WriteAsync(state => TuningProgress.Registered(state, model.Name));
                return true;
            default:
                throw new InvalidOperationException($"{step} is not a step.");
        }
    }

    /// <summary>The file is at the provider once, however often this is done.</summary>
    private async Task<bool> EnsureFileAsync(TuningStep step, DatasetSplit split)
    {
        var name = TuningNames.File(Job.Plan.Dataset, split);
        if (await provider.FindFileAsync(name, State.GoneFiles) is { } found)
        {
            await WriteAsync(state => TuningProgress.WithFile(state, step, found));
            return true;
        }

        if (TuningProgress.MayArrive(State.UploadIntentAt, Now))
            return false;
        var lines = await ReadLinesAsync(split);
        await WriteAsync(state => state.Job!.HasEnded ? state : state with { UploadIntentAt = Now });
        if (Job.HasEnded)
            return true;
        var file = await provider.UploadAsync(name, lines);
        await WriteAsync(state => state.Job!.HasEnded ? state : TuningProgress.WithFile(state, step, file));
        return true;
    }

    /// <summary>The job is at the provider once, however often this is done.</summary>
    private async Task<bool> EnsureJobAsync()
    {
        if (await provider.FindJobAsync(Job.Plan, Job.TrainingFile!) is { } found)
        {
            await WriteAsync(state => TuningProgress.Created(state, found.Id));
            return true;
        }

        if (TuningProgress.MayArrive(State.CreationIntentAt, Now))
            return false;
        if (Job.CancelledBy is not null)
        {
            await WriteAsync(state => TuningProgress.End(state, TuningJobStatus.Cancelled, null, Now));
            return true;
        }

        await WriteAsync(state => state.Job!.HasEnded ? state : TuningProgress.AboutToCreate(state, Now));
        if (Job.HasEnded)
            return true;
        try
        {
            var created = await provider.CreateJobAsync(Job.Plan, Job.TrainingFile!, Job.ValidationFile);
            await WriteAsync(state => TuningProgress.Created(state, created.Id));
        }
        catch (TuningProviderException refusal) when (refusal.Fault != TuningFault.Passing)
        {
            NotDone(logger, refusal, Id, TuningStep.Create);
            await WriteAsync(state => TuningProgress.NotCreated(state, refusal, Now));
            return refusal.Fault != TuningFault.ModelUnknown || Job.HasEnded;
        }

        return true;
    }

    private async Task<bool> FollowAsync()
    {
        var id = Job.ProviderJob!;
        var found = await provider.GetJobAsync(id);
        if (Job.CancelledBy is not null && found is { Status: TuningJobStatus.Queued or TuningJobStatus.Running })
        {
            await provider.CancelJobAsync(id);
            found = await provider.GetJobAsync(id);
        }

        var events = found is null ? [] : await provider.GetEventsAsync(id);
        await WriteAsync(state => TuningProgress.Follow(state, found, events, options.TrainingUsdPerMillionTokens, Now));
        return Job.HasEnded;
    }

    private async Task<bool> HasValidationAsync() =>
        State.Job is { HasEnded: false, ProviderJob: null }
        && !(await ledger.ReadLinesAsync(Job.Plan.Dataset, DatasetSplit.Test, 0, 1)).IsEmpty;

    private async Task<ImmutableArray<string>> ReadLinesAsync(DatasetSplit split)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            var some = await ledger.ReadLinesAsync(Job.Plan.Dataset, split, lines.Count, LinesAtOnce);
            lines.AddRange(some);
            if (some.Length < LinesAtOnce)
                return lines.ToImmutable();
        }
    }

    private Task WriteAsync(Func<TuningJobState, TuningJobState> change) => _states.WriteAsync(change);

    private async Task FileAsync()
    {
        var job = Job;
        await ledger.FileJobAsync(job);
        _filed = job.Revision;
    }

    [LoggerMessage(LogLevel.Warning, "{Job} could not do {Step} at the provider")]
    private static partial void NotDone(ILogger logger, Exception exception, string job, TuningStep step);
}
