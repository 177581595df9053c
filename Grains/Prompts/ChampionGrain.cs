using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Experiments;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IChampionGrain" />
/// <remarks>
/// Every command makes a new state with <see cref="Championship"/> and writes it whole; then ended experiments are filed and
/// alerts raised from the state, as often as it takes.
/// </remarks>
public sealed partial class ChampionGrain(
    [PersistentState("champion", StateStorage.Name)] IPersistentState<ChampionState> stored,
    IExperimentLedger ledger,
    PromptOptions options,
    IClock clock,
    ILogger<ChampionGrain> logger
) : Grain, IChampionGrain
{
    private const int BaseLineDays = 28;

    /// <summary>What is committed; a state that is being written is not seen by those who read meanwhile.</summary>
    private ChampionState _state = new();
    private (ChampionState State, PromptRouting Routing)? _routing;

    private SignalType Signal => SignalTypes.Parse(this.GetPrimaryKeyString());

    private DateTimeOffset Now => clock.UtcNow;

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = stored.State;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<PromptRouting> GetRouting()
    {
        var state = _state;
        if (_routing is { } known && ReferenceEquals(known.State, state) && !(known.Routing.Holdout?.Until <= Now))
            return known.Routing;
        var experiment =
            state.Experiment is { Status: ExperimentStatus.Running } running && Segments.Present(running.Segments) is { } shares
                ? new ExperimentSplit(running.Id, [.. running.Plan.Arms.Select(arm => arm.Version)], shares)
                : null;
        var holdout = Present(state.Holdout);
        string[] named = [state.Champion, .. experiment?.Versions ?? [], .. holdout is null ? Array.Empty<string>() : [holdout.Version]];
        var catalog = await GrainFactory.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).List();
        var routing = new PromptRouting(
            state.Champion,
            holdout,
            experiment,
            [.. catalog.Select(record => record.Prompt).Where(prompt => named.Contains(prompt.Version))]
        );
        _routing = (state, routing);
        return routing;
    }

    /// <inheritdoc />
    public Task<ChampionStatus> Get() =>
        Task.FromResult(
            new ChampionStatus(Signal, _state.Champion, _state.History, Present(_state.Holdout), _state.Experiment, _state.Archived)
        );

    /// <inheritdoc />
    public async Task<ExperimentReport?> Report() =>
        _state.Experiment is { } experiment ? ExperimentReporting.Make(experiment, await ReadDaysAsync(experiment, Today), Now) : null;

    /// <inheritdoc />
    public async Task<StartedExperiment> Start(ExperimentPlan plan)
    {
        if (_state.Experiment is { } running)
            return new StartedExperiment(null, new Refusal("signal", $"{running.Id} runs for {Signal.Text()} already; stop it first."));
        var catalog = await GrainFactory.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).List();
        var known = catalog.Select(record => record.Prompt.Version).ToHashSet();
        if (ExperimentPlanning.Check(plan, _state.Champion, known, _state.Archived.ToHashSet()) is { } refusal)
            return new StartedExperiment(null, refusal);
        var days = await ledger.ReadArmDaysAsync(Signal, [_state.Champion], Today.AddDays(-BaseLineDays), Today.AddDays(-1));
        var experiment = ExperimentPlanning.Begin(
            $"{Signal.Text()}-{_state.Experiments + 1}",
            plan,
            _state.Champion,
            ArmDays.Sum(days, [_state.Champion], _ => true)[0],
            Now
        );
        await WriteAsync(Championship.Start(_state, experiment));
        return new StartedExperiment(experiment.Id, null);
    }

    /// <inheritdoc />
    public async Task<Refusal?> Promote(string experimentId, string version, string by, string reason)
    {
        if (NotRunning(experimentId) is { } refusal)
            return refusal;
        var experiment = _state.Experiment!;
        if (experiment.Status == ExperimentStatus.Paused)
            return new Refusal("id", $"{experimentId} is paused; resume it, or stop it.");
        if (_state.Archived.Contains(version) || experiment.Dropped.Contains(version))
            return new Refusal("version", $"{version} is archived: it was clearly worse than the champion.");
        if (experiment.Plan.Arms.All(arm => arm.Version != version))
            return new Refusal(
                "version",
                $"{version} is no arm of {experimentId}; its arms are {string.Join(", ", experiment.Plan.Arms.Select(arm => arm.Version))}."
            );
        if (version == _state.Champion)
            return new Refusal("version", $"{version} is the champion already; stop the experiment to keep it.");
        await WriteAsync(
            Championship.Promote(
                _state,
                new ExperimentDecision(DecisionKind.PromotedManually, version, Now, by, reason, null),
                ChampionChangeKind.ManualPromotion,
                options
            )
        );
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> Stop(string experimentId, string by, string reason)
    {
        if (NotRunning(experimentId) is { } refusal)
            return refusal;
        await WriteAsync(Championship.Stop(_state, Now, by, reason));
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> Pause(string experimentId, string by, string reason)
    {
        if (NotRunning(experimentId) is { } refusal)
            return refusal;
        if (_state.Experiment!.Status == ExperimentStatus.Paused)
            return null;
        var experiment = _state.Experiment with
        {
            Status = ExperimentStatus.Paused,
            Segments = Segments.Close(_state.Experiment.Segments, Today),
        };
        await WriteAsync(_state with { Experiment = experiment });
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> Resume(string experimentId, string by)
    {
        if (NotRunning(experimentId) is { } refusal)
            return refusal;
        if (_state.Experiment!.Status == ExperimentStatus.Running)
            return null;
        var segments = Segments.Change(_state.Experiment.Segments, Today, Championship.SharesInPlay(_state.Experiment));
        await WriteAsync(_state with { Experiment = _state.Experiment with { Status = ExperimentStatus.Running, Segments = segments } });
        return null;
    }

    /// <inheritdoc />
    public async Task<Refusal?> Rollback(string? experimentId, string by, string reason)
    {
        if (Championship.LastPromotion(_state) is not { } promotion)
            return new Refusal(
                experimentId is null ? "signal" : "id",
                $"{_state.Champion} is the first champion for {Signal.Text()}; there is none to go back to."
            );
        if (experimentId is not null && promotion.ExperimentId != experimentId)
            return new Refusal("id", $"{experimentId} did not make the present champion; {promotion.ExperimentId} did.");
        await WriteAsync(Championship.Rollback(_state, Signal, Now, by, ChampionChangeKind.Rollback, reason));
        return null;
    }

    /// <inheritdoc />
    public async Task<string> Decide(string occurrence)
    {
        await DrainAsync();
        switch (_state.Experiment)
        {
            case null:
                return "No experiment runs.";
            case { Status: ExperimentStatus.Paused } paused:
                return $"{paused.Id} is paused.";
            case { } started when started.Plan.StartedBy == occurrence:
                return $"{started.Id} was started just now.";
            case { } experiment when experiment.Looks.Any(look => look.Occurrence == occurrence):
                return $"{experiment.Id} was looked at already.";
            case { } experiment:
                return await ApplyAsync(
                    ChampionDecisions.Look(_state, await ReadDaysAsync(experiment, Today.AddDays(-1)), occurrence, Now, options)
                );
        }
    }

    /// <inheritdoc />
    public async Task<string> Watch()
    {
        await DrainAsync();
        var said = new List<string>();
        if (_state.Holdout is { } holdout)
        {
            var days = await ledger.ReadArmDaysAsync(Signal, [holdout.Former, _state.Champion], holdout.From, Today.AddDays(-1));
            said.Add(await ApplyAsync(ChampionDecisions.WatchHoldout(_state, Signal, days, Now)));
        }

        if (_state.Experiment is { Status: ExperimentStatus.Running } experiment)
        {
            said.Add(await ApplyAsync(ChampionDecisions.WatchExperiment(_state, await ReadDaysAsync(experiment, Today.AddDays(-1)), Now)));
            if (experiment.Plan.Rule == DecisionRule.Anytime)
                said.Add(await Decide($"watch/{Today:yyyy-MM-dd}"));
        }

        return said.Count == 0 ? "Nothing runs." : string.Join(" ", said);
    }

    /// <summary>Writes a state that has changed.</summary>
    private async Task<string> ApplyAsync((ChampionState State, string Said) decided)
    {
        if (!ReferenceEquals(decided.State, _state))
            await WriteAsync(decided.State);
        return decided.Said;
    }

    private Task<ImmutableArray<ArmDay>> ReadDaysAsync(Experiment experiment, DateOnly through) =>
        ledger.ReadArmDaysAsync(
            Signal,
            [.. experiment.Plan.Arms.Select(arm => arm.Version)],
            DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime),
            through
        );

    private Refusal? NotRunning(string experimentId) =>
        _state.Experiment?.Id == experimentId
            ? null
            : new Refusal(
                "id",
                _state.Experiment is null
                    ? $"{experimentId} does not run; no experiment does for {Signal.Text()}."
                    : $"{experimentId} does not run; {_state.Experiment.Id} does."
            );

    private HoldoutShare? Present(Holdout? holdout) =>
        holdout is not null && Now < holdout.Until ? new HoldoutShare(holdout.Former, holdout.Seed, holdout.Share, holdout.Until) : null;

    private async Task WriteAsync(ChampionState next)
    {
        await StoreAsync(next);
        await DrainAsync();
    }

    private async Task StoreAsync(ChampionState next)
    {
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            // Whether it was written is unknown: the next activation reads what is there.
            stored.State = _state;
            DeactivateOnIdle();
            throw;
        }

        _state = next;
    }

    /// <summary>Files and raises what the state holds. What fails stays in it for the next time.</summary>
    private async Task DrainAsync()
    {
        if (_state.Unfiled.IsEmpty && _state.Unraised.IsEmpty)
            return;
        try
        {
            foreach (var experiment in _state.Unfiled)
                await ledger.FileAsync(experiment);
            foreach (var alert in _state.Unraised)
                await GrainFactory.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Raise(alert);
            await StoreAsync(_state with { Unfiled = [], Unraised = [] });
        }
        catch (Exception exception)
        {
            NotDrained(logger, exception, this.GetPrimaryKeyString());
        }
    }

    [LoggerMessage(LogLevel.Warning, "What {Signal} decided is not filed yet; it will be tried again")]
    private static partial void NotDrained(ILogger logger, Exception exception, string signal);
}
