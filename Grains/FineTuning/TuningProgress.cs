using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Alerts;

namespace LearningActors.FineTuning;

/// <summary>What a job does next.</summary>
internal enum TuningStep
{
    /// <summary>Nothing is left.</summary>
    None,
    UploadTraining,
    UploadValidation,
    Create,
    Follow,
    Register,
    Announce,
}

/// <summary>How a job changes: from state to state, without effects.</summary>
internal static class TuningProgress
{
    /// <summary>
    /// What was begun and is not found at the provider after this time was not done: a request that is on its way has arrived by then.
    /// </summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How long the provider may not know the base model, or a job that it created.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Files that may go before a job is given up.</summary>
    private const int MaxGoneFiles = 4;
    private const int EventsKept = 200;
    private const int LossesKept = 2000;

    /// <summary>Begins.</summary>
    internal static TuningJobState Begin(TuningPlan plan) =>
        new()
        {
            Job = new TuningJob(
                plan,
                TuningJobStatus.Uploading,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                [],
                [],
                1
            ),
        };

    /// <summary>The first step that is not done.</summary>
    /// <param name="state">The state.</param>
    /// <param name="hasValidation">The dataset has held-out examples.</param>
    internal static TuningStep Next(TuningJobState state, bool hasValidation) =>
        state.Job switch
        {
            null => TuningStep.None,
            { HasEnded: true } when !state.IsAnnounced => TuningStep.Announce,
            { Status: TuningJobStatus.Succeeded, Model: null } => TuningStep.Register,
            { HasEnded: true } => TuningStep.None,
            { ProviderJob: not null } => TuningStep.Follow,
            { TrainingFile: null } => TuningStep.UploadTraining,
            { ValidationFile: null } when hasValidation => TuningStep.UploadValidation,
            _ => TuningStep.Create,
        };

    /// <summary>Whether what was begun may still be on its way to the provider.</summary>
    internal static bool MayArrive(DateTimeOffset? intentAt, DateTimeOffset now) => intentAt is { } at && now - at < Grace;

    /// <summary>A file is at the provider.</summary>
    internal static TuningJobState WithFile(TuningJobState state, TuningStep step, string file) =>
        Changed(
            state with
            {
                UploadIntentAt = null,
            },
            job => step == TuningStep.UploadTraining ? job with { TrainingFile = file } : job with { ValidationFile = file }
        );

    /// <summary>The provider has the job.</summary>
    internal static TuningJobState Created(TuningJobState state, string id) =>
        Changed(
            state with
            {
                CreationIntentAt = null,
                UnknownSince = null,
            },
            job => job with { ProviderJob = id, Status = TuningJobStatus.Queued }
        );

    /// <summary>The job is about to be created, or was begun to be.</summary>
    internal static TuningJobState AboutToCreate(TuningJobState state, DateTimeOffset now) =>
        Changed(state with { CreationIntentAt = now }, job => job with { Status = TuningJobStatus.Creating });

    /// <summary>The provider refused to create it; nothing is on its way.</summary>
    internal static TuningJobState NotCreated(TuningJobState state, TuningProviderException refusal, DateTimeOffset now)
    {
        state = state with { CreationIntentAt = null };
        switch (refusal.Fault)
        {
            case TuningFault.ModelUnknown:
                var since = state.UnknownSince ?? now;
                return now - since >= Patience
                    ? End(state, TuningJobStatus.Failed, refusal.Message, now)
                    : WithError(state with { UnknownSince = since }, refusal.Message);
            case TuningFault.FileGone:
                var gone = state.GoneFiles.AddRange(new[] { state.Job!.TrainingFile, state.Job.ValidationFile }.OfType<string>());
                return gone.Length > MaxGoneFiles
                    ? End(state, TuningJobStatus.Failed, refusal.Message, now)
                    : Changed(
                        state with
                        {
                            GoneFiles = gone,
                        },
                        job =>
                            job with
                            {
                                TrainingFile = null,
                                ValidationFile = null,
                                Status = TuningJobStatus.Uploading,
                                Error = refusal.Message,
                            }
                    );
            default:
                return End(state, TuningJobStatus.Failed, refusal.Message, now);
        }
    }

    /// <summary>Why the last step was not done; the same state where that is known.</summary>
    internal static TuningJobState WithError(TuningJobState state, string? error) =>
        state.Job!.Error == error ? state : Changed(state, job => job with { Error = error });

    /// <summary>Somebody wants it cancelled. A job that nothing was begun for at the provider ends at once.</summary>
    internal static TuningJobState Cancel(TuningJobState state, string by, string reason, DateTimeOffset now)
    {
        state = Changed(state, job => job with { CancelledBy = by, CancelReason = reason });
        return state is { Job.ProviderJob: null, CreationIntentAt: null } ? End(state, TuningJobStatus.Cancelled, null, now) : state;
    }

    /// <summary>What the provider says of the job; the same state where that is known.</summary>
    /// <param name="state">The state.</param>
    /// <param name="found">The job at the provider; null where it does not know it.</param>
    /// <param name="events">What it said of it; old and new, in any order.</param>
    /// <param name="usdPerMillionTokens">The price of training.</param>
    /// <param name="now">UTC.</param>
    internal static TuningJobState Follow(
        TuningJobState state,
        ProviderJob? found,
        ImmutableArray<TuningEvent> events,
        decimal usdPerMillionTokens,
        DateTimeOffset now
    )
    {
        if (found is null)
        {
            const string Lost = "The provider does not know the job.";
            var since = state.UnknownSince ?? now;
            return now - since >= Patience
                ? End(state, TuningJobStatus.Failed, Lost, now)
                : WithError(state.UnknownSince is null ? state with { UnknownSince = since } : state, Lost);
        }

        var merged = Merge(state.Job!, events);
        state = ReferenceEquals(merged, state.Job) ? state : state with { Job = merged with { Revision = merged.Revision + 1 } };
        if (found.Status == TuningJobStatus.Running && !state.HasRun)
            state = state with { HasRun = true };
        if (state.UnknownSince is not null)
            state = state with { UnknownSince = null };
        if (state.Job!.TrainedTokens != found.TrainedTokens && found.TrainedTokens is not null)
            state = Changed(state, job => job with { TrainedTokens = found.TrainedTokens });
        switch (found.Status)
        {
            case TuningJobStatus.Succeeded when found.Model is null:
                return End(Priced(state, usdPerMillionTokens), TuningJobStatus.Failed, "The job succeeded, and names no model.", now);
            case TuningJobStatus.Succeeded:
                state = Changed(Priced(state with { HasRun = true }, usdPerMillionTokens), job => job with { ProviderModel = found.Model });
                return End(state, TuningJobStatus.Succeeded, null, now);
            case TuningJobStatus.Failed:
                return End(Priced(state, usdPerMillionTokens), found.Status, found.Error ?? "The provider gives no reason.", now);
            case TuningJobStatus.Cancelled:
                return End(Priced(state, usdPerMillionTokens), found.Status, null, now);
            default:
                return WithError(
                    state.Job!.Status == found.Status ? state : Changed(state, job => job with { Status = found.Status }),
                    null
                );
        }
    }

    /// <summary>The model is registered.</summary>
    internal static TuningJobState Registered(TuningJobState state, string model) => Changed(state, job => job with { Model = model });

    /// <summary>It has ended.</summary>
    internal static TuningJobState End(TuningJobState state, TuningJobStatus status, string? error, DateTimeOffset now) =>
        Changed(
            state with
            {
                UploadIntentAt = null,
                CreationIntentAt = null,
            },
            job => job with { Status = status, Error = error, EndedAt = now, CostUsd = job.CostUsd ?? 0 }
        );

    /// <summary>What people are told when it has ended.</summary>
    internal static Alert Announcement(TuningJob job)
    {
        var what = string.Create(
            CultureInfo.InvariantCulture,
            $"It trained {job.Plan.BaseModel} on dataset {job.Plan.Dataset[..8]} and cost {job.CostUsd ?? 0:0.00} USD."
        );
        return job.Status switch
        {
            TuningJobStatus.Succeeded => new Alert(
                $"fine-tuning/{job.Plan.Id}",
                AlertKind.FineTuning,
                $"{job.Plan.Id} made {job.ProviderModel}",
                $"{what} The model is tested on held-out examples before it gets traffic."
            ),
            TuningJobStatus.Cancelled => new Alert(
                $"fine-tuning/{job.Plan.Id}",
                AlertKind.FineTuning,
                $"{job.Plan.Id} was cancelled",
                $"{what} By {job.CancelledBy ?? "the provider"}: {job.CancelReason ?? "no reason is known"}"
            ),
            _ => new Alert($"fine-tuning/{job.Plan.Id}", AlertKind.FineTuningFailed, $"{job.Plan.Id} failed", $"{job.Error} {what}"),
        };
    }

    private static TuningJobState Changed(TuningJobState state, Func<TuningJob, TuningJob> change) =>
        state with
        {
            Job = change(state.Job!) with { Revision = state.Job!.Revision + 1 },
        };

    /// <summary>By the tokens that the provider trained on; where it does not say them, the most that was expected.</summary>
    private static TuningJobState Priced(TuningJobState state, decimal usdPerMillionTokens)
    {
        var job = state.Job!;
        var cost =
            job.TrainedTokens is { } tokens ? tokens * usdPerMillionTokens / 1_000_000m
            : state.HasRun ? job.Plan.EstimatedCostUsd
            : 0;
        return Changed(state, one => one with { CostUsd = cost });
    }

    private static TuningJob Merge(TuningJob job, ImmutableArray<TuningEvent> events)
    {
        var known = job.Events.Select(one => one.Id).ToHashSet();
        var oldest = job.Events.Length == EventsKept ? job.Events[0].At : DateTimeOffset.MinValue;
        ImmutableArray<TuningEvent> fresh = [.. events.Where(one => one.At >= oldest && known.Add(one.Id))];
        if (fresh.IsEmpty)
            return job;
        var losses = job
            .Losses.Concat(fresh.Select(one => one.Loss).OfType<LossPoint>())
            .GroupBy(point => point.Step)
            .Select(points => points.Aggregate((one, next) => new LossPoint(one.Step, next.Train ?? one.Train, next.Test ?? one.Test)))
            .OrderBy(point => point.Step)
            .Take(LossesKept);
        return job with
        {
            Events =
            [
                .. job.Events.Concat(fresh).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).TakeLast(EventsKept),
            ],
            Losses = [.. losses],
        };
    }
}
