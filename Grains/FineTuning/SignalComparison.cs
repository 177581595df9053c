using LearningActors.Experiments;
using LearningActors.Prompts;

namespace LearningActors.FineTuning;

/// <summary>Compares a tuned model with a signal's champion, and watches it once it explains the signal. Keeps nothing.</summary>
internal sealed class SignalComparison(
    IGrainFactory grains,
    IFineTuningLedger ledger,
    IExperimentLedger experiments,
    FineTuningOptions options
)
{
    /// <summary>The rule that takes a model back, as the history of champions names it.</summary>
    private const string RuleName = "fine_tuning";

    /// <summary>Promotions of prompts on the same model that may have to be taken back with it.</summary>
    private const int MaxPromotions = 10;

    /// <summary>Starts the comparison where the signal is free; one that was started before is found again.</summary>
    internal async Task<ModelComparison> StartAsync(TunedModel model, ModelComparison waiting, string by)
    {
        var status = await Champion(waiting.Signal).Get();
        var catalog = await Catalog.List();
        if (status.Experiment is { } taken)
            return await FindAsync(model, waiting, taken.Id, catalog);
        if (status.Holdout is not null)
            return waiting with { Note = $"{status.Champion} is compared with the champion before it." };
        if (ModelOf(catalog, status.Champion) == model.Name)
            return waiting with
            {
                Status = ComparisonStatus.Serving,
                Version = status.Champion,
                ExperimentId = Championship.LastPromotion(status.History)?.ExperimentId,
                Note = $"{status.Champion} is the champion.",
            };
        if ((await ledger.ReadModelsAsync()).LastOrDefault(one => one.Status == TunedModelStatus.Ready) is { } latest && IsNewer(latest))
            return waiting with { Status = ComparisonStatus.Replaced, Note = $"{latest.Name} is newer." };
        var arm = await Catalog.AddForModel(waiting.Signal, status.Champion, model.Name, RuleName);
        if (status.Archived.Contains(arm.Prompt.Version))
            return waiting with
            {
                Status = ComparisonStatus.NotBetter,
                Version = arm.Prompt.Version,
                Note = $"{arm.Prompt.Version} was compared before, and lost.",
            };
        var plan = ExperimentPlanning.Default(waiting.Signal, status.Champion, [arm.Prompt.Version], by) with
        {
            MinRelativeLift = options.RequiredLift,
        };
        var coordinator = grains.GetGrain<IExperimentCoordinatorGrain>(waiting.Signal.Text());
        if ((await coordinator.Forecast(plan)).Forecast is not { ExplanationsPerDay: > 0 })
            return waiting with { Note = $"No explanations for {waiting.Signal.Text()} in the last weeks." };
        var started = await coordinator.Start(plan);
        return started.Id is { } id
            ? waiting with
            {
                Status = ComparisonStatus.Comparing,
                Version = arm.Prompt.Version,
                ExperimentId = id,
                Note = $"It is compared with {status.Champion}.",
            }
            : waiting with
            {
                Note = started.Refusal!.Reason,
            };

        bool IsNewer(TunedModel other) => other.Name != model.Name && other.RegisteredAt > model.RegisteredAt;
    }

    /// <summary>Watches the model, and takes it back where its endpoint fails or its votes have fallen.</summary>
    internal async Task<ModelComparison> WatchAsync(string model, ModelComparison serving, DateTimeOffset now)
    {
        var status = await Champion(serving.Signal).Get();
        if (ModelOf(await Catalog.List(), status.Champion) != model)
            return WithoutSignal(serving, status);
        var health = await ledger.ReadHealthAsync(serving.Signal, status.Champion, now - ServingRules.Recent, ServingRules.Latest);
        serving = serving with { FailingSince = ServingRules.IsFailing(health) ? serving.FailingSince ?? now : null };
        if (ServingRules.HasFailed(serving.FailingSince, now))
            return await TakeBackAsync(
                model,
                serving,
                $"The endpoint of {model} fails: {health.Failed} of the last {health.Asked} explanations had no answer of it."
            );
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        // While a part of the units stays with the former champion, the holdout decides.
        if (serving.WatchedOn == today || status.Holdout is not null)
            return serving;
        return await WhyDroppedAsync(serving, status, today) is { } dropped
            ? await TakeBackAsync(model, serving, dropped)
            : serving with
            {
                WatchedOn = today,
            };
    }

    private async Task<string?> WhyDroppedAsync(ModelComparison serving, ChampionStatus status, DateOnly today)
    {
        if (
            serving.ExperimentId is not { } id
            || await grains.GetGrain<IExperimentGrain>(id).Get() is not { Looks: [.., var look] } compared
        )
            return null;
        var window = compared.Plan.VoteWindowDays;
        var through = ArmDays.ObservedThrough(today.AddDays(-1), window);
        var from = through.AddDays(1 - ServingRules.ComparedDays);
        if (ExperimentDecisions.HoldoutFrom(compared) is var promoted && promoted > from)
            from = promoted;
        var days = await experiments.ReadArmDaysAsync(serving.Signal, [status.Champion], from, today.AddDays(-1), window, []);
        var recent = ArmDays.Sum(days, [status.Champion], day => day >= from && day <= through, through)[0];
        return ServingRules.WhyDropped(look.Arms[0], recent);
    }

    /// <summary>Takes back what put the model in its place, and promotions of prompts on the same model after it.</summary>
    private async Task<ModelComparison> TakeBackAsync(string model, ModelComparison serving, string reason)
    {
        for (var i = 0; i < MaxPromotions; i++)
        {
            var status = await Champion(serving.Signal).Get();
            if (ModelOf(await Catalog.List(), status.Champion) != model)
                break;
            if (
                Championship.LastPromotion(status.History)?.ExperimentId is not { } promoted
                || await grains.GetGrain<IExperimentGrain>(promoted).TakeBack(RuleName, reason) is not null
            )
                return serving with { Note = $"{reason} It could not be taken back." };
        }

        return serving with
        {
            Status = ComparisonStatus.TakenBack,
            Note = reason,
            FailingSince = null,
        };
    }

    /// <summary>The experiment that has the signal, where it compares this model; a start that was interrupted left it.</summary>
    private async Task<ModelComparison> FindAsync(
        TunedModel model,
        ModelComparison waiting,
        string experimentId,
        IReadOnlyCollection<PromptRecord> catalog
    )
    {
        var running = await grains.GetGrain<IExperimentGrain>(experimentId).Get();
        return running?.Plan.Arms.Skip(1).FirstOrDefault(arm => ModelOf(catalog, arm.Version) == model.Name) is { } ours
            ? waiting with
            {
                Status = ComparisonStatus.Comparing,
                Version = ours.Version,
                ExperimentId = experimentId,
                Note = $"It is compared with {running.Plan.Arms[0].Version}.",
            }
            : waiting with
            {
                Note = $"{experimentId} has the signal.",
            };
    }

    private static ModelComparison WithoutSignal(ModelComparison serving, ChampionStatus status)
    {
        var rollback = status.History.LastOrDefault(change =>
            change.Kind is ChampionChangeKind.Rollback or ChampionChangeKind.AutomaticRollback
            && change.ExperimentId == serving.ExperimentId
        );
        return serving with
        {
            Status = rollback is null ? ComparisonStatus.Replaced : ComparisonStatus.TakenBack,
            Note = rollback?.Reason ?? $"{status.Champion} was promoted in its place.",
            FailingSince = null,
        };
    }

    private static string? ModelOf(IEnumerable<PromptRecord> catalog, string version) =>
        catalog.FirstOrDefault(record => record.Prompt.Version == version)?.Prompt.Model;

    private IChampionGrain Champion(SignalType signal) => grains.GetGrain<IChampionGrain>(signal.Text());

    private IPromptCatalogGrain Catalog => grains.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key);
}
