using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Experiments;
using LearningActors.Explanations;
using Microsoft.Extensions.Logging;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IChampionGrain" />
/// <remarks>
/// Every command makes a new state with <see cref="Championship"/> and writes it whole; then ended experiments are filed and
/// alerts raised from the state, as often as it takes.
/// </remarks>
public sealed partial class ChampionGrain(
    [PersistentState("champion", StateStorage.Name)] IPersistentState<ChampionState> stored,
    IExperimentLedger ledger, PromptOptions options, TimeProvider time, ILogger<ChampionGrain> logger) : Grain, IChampionGrain
{
    private const int BaseLineDays = 28;

    /// <summary>What is committed; a state that is being written is not seen by those who read meanwhile.</summary>
    private ChampionState _state = new();
    private (ChampionState State, PromptRouting Routing)? _routing;

    private SignalType Signal => SignalTypes.Parse(this.GetPrimaryKeyString());

    private DateTimeOffset Now => time.GetUtcNow();

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
        var experiment = state.Experiment is { Status: ExperimentStatus.Running } running && Segments.Present(running.Segments) is { } shares
            ? new ExperimentSplit(running.Id, [.. running.Plan.Arms.Select(arm => arm.Version)], shares)
            : null;
        var holdout = Present(state.Holdout);
        string[] named = [state.Champion, .. experiment?.Versions ?? [], .. holdout is null ? Array.Empty<string>() : [holdout.Version]];
        var catalog = await GrainFactory.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).List();
        var routing = new PromptRouting(state.Champion, holdout, experiment,
            [.. catalog.Select(record => record.Prompt).Where(prompt => named.Contains(prompt.Version))]);
        _routing = (state, routing);
        return routing;
    }

    /// <inheritdoc />
    public Task<ChampionStatus> Get() => Task.FromResult(
        new ChampionStatus(Signal, _state.Champion, _state.History, Present(_state.Holdout), _state.Experiment, _state.Archived));

    /// <inheritdoc />
    public async Task<ExperimentReport?> Report() => _state.Experiment is { } experiment
        ? ExperimentReporting.Make(experiment, await ReadDaysAsync(experiment, Today), Now)
        : null;

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
            $"{Signal.Text()}-{_state.Experiments + 1}", plan, _state.Champion, ArmDays.Sum(days, [_state.Champion], _ => true)[0], Now);
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
            return new Refusal("version", $"{version} is no arm of {experimentId}; its arms are {string.Join(", ", experiment.Plan.Arms.Select(arm => arm.Version))}.");
        if (version == _state.Champion)
            return new Refusal("version", $"{version} is the champion already; stop the experiment to keep it.");
        await WriteAsync(Championship.Promote(
            _state, new ExperimentDecision(DecisionKind.PromotedManually, version, Now, by, reason, null), ChampionChangeKind.ManualPromotion, options));
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
        var experiment = _state.Experiment with { Status = ExperimentStatus.Paused, Segments = Segments.Close(_state.Experiment.Segments, Today) };
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
            return new Refusal(experimentId is null ? "signal" : "id", $"{_state.Champion} is the first champion for {Signal.Text()}; there is none to go back to.");
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
                return await LookAsync(experiment, occurrence);
        }
    }

    /// <inheritdoc />
    public async Task<string> Watch()
    {
        await DrainAsync();
        var done = new List<string>();
        if (await WatchHoldoutAsync() is { } holdout)
            done.Add(holdout);
        if (_state.Experiment is { Status: ExperimentStatus.Running } experiment)
            done.Add(await WatchExperimentAsync(experiment));
        return done.Count == 0 ? "Nothing runs." : string.Join(" ", done);
    }

    private async Task<string> LookAsync(Experiment experiment, string occurrence)
    {
        var through = Today.AddDays(-1);
        var days = await ReadDaysAsync(experiment, through);
        var looked = experiment with { Looks = experiment.Looks.Add(new Look(occurrence, Now, through, ArmDays.Sum(experiment, days, through))) };
        var verdict = DecisionRules.Decide(looked);
        var state = _state with { Experiment = looked };
        if (verdict.Kind == VerdictKind.Promote && WhyBlocked(looked, verdict.Winner!, days, through) is { } blocked)
        {
            state = Championship.Block(state, looked, blocked);
            verdict = DecisionRules.SampleIsComplete(looked)
                ? verdict with { Kind = VerdictKind.KeepChampion, Winner = null, Reason = $"{verdict.Winner} was not promoted. {blocked}" }
                : verdict with { Kind = VerdictKind.Continue, Winner = null, Reason = $"{verdict.Winner} is not promoted. {blocked}" };
        }

        var decision = new ExperimentDecision(
            verdict.Kind == VerdictKind.Promote ? DecisionKind.Promoted : DecisionKind.ChampionKept, verdict.Winner, Now, RuleName(experiment.Plan.Rule), verdict.Reason, verdict);
        await WriteAsync(verdict.Kind switch
        {
            VerdictKind.Promote => Championship.Promote(state, decision, ChampionChangeKind.Promotion, options),
            VerdictKind.KeepChampion => Championship.Keep(state, decision),
            _ => state,
        });
        return $"{experiment.Id}: {verdict.Reason}";
    }

    private static string? WhyBlocked(Experiment experiment, string winner, IReadOnlyCollection<ArmDay> days, DateOnly through)
    {
        if (Championship.SampleRatioIsBroken(experiment))
            return experiment.Blocked;
        if (ArmDays.SampleRatioPValue(experiment, days, through) is var p && p < ExperimentReporting.SampleRatioLevel)
            return Championship.Mismatch(p);
        var arms = experiment.Looks[^1].Arms;
        var violations = ArmGuardrails.Violations(arms[0], arms.Single(arm => arm.Version == winner), experiment.Plan.Guardrails);
        return violations.IsEmpty ? null : $"Guardrail metrics: {string.Join("; ", violations)}.";
    }

    private async Task<string> WatchExperimentAsync(Experiment experiment)
    {
        var through = Today.AddDays(-1);
        var days = await ReadDaysAsync(experiment, through);
        var p = ArmDays.SampleRatioPValue(experiment, days, through);
        var (state, done) = (_state, new List<string>());
        if (p < ExperimentReporting.SampleRatioLevel && !Championship.SampleRatioIsBroken(experiment))
        {
            state = Championship.Block(state, experiment, Championship.Mismatch(p));
            done.Add(Championship.Mismatch(p));
        }

        if (DecisionRules.ClearlyWorse(experiment, ArmDays.Sum(experiment, days, through)) is { IsEmpty: false } worse)
        {
            state = state with { Experiment = Championship.Drop(state.Experiment!, worse, Today) };
            done.Add($"Dropped as clearly worse: {string.Join(", ", worse)}.");
        }

        if (!ReferenceEquals(state, _state))
            await WriteAsync(state);
        if (experiment.Plan.Rule == DecisionRule.Anytime)
            done.Add(await Decide($"watch/{Today:yyyy-MM-dd}"));
        return $"{experiment.Id}: {(done.Count == 0 ? "nothing to do." : string.Join(" ", done))}";
    }

    private async Task<string?> WatchHoldoutAsync()
    {
        if (_state.Holdout is not { } holdout)
            return null;
        var through = Today.AddDays(-1);
        var days = await ledger.ReadArmDaysAsync(Signal, [holdout.Former, _state.Champion], holdout.From, through);
        var sums = HoldoutRule.Sums(days, holdout.Former, _state.Champion, holdout.From, through);
        if (HoldoutRule.WhyWorse(sums[0], sums[1]) is { } why)
        {
            await WriteAsync(Championship.Rollback(_state, Signal, Now, Championship.HoldoutRule, ChampionChangeKind.AutomaticRollback, why));
            return $"Rolled back: {why}";
        }

        if (Now < holdout.Until)
            return "The holdout goes on.";
        await WriteAsync(_state with { Holdout = null });
        return "The holdout has ended; the promotion stands.";
    }

    private Task<ImmutableArray<ArmDay>> ReadDaysAsync(Experiment experiment, DateOnly through) => ledger.ReadArmDaysAsync(
        Signal, [.. experiment.Plan.Arms.Select(arm => arm.Version)], DateOnly.FromDateTime(experiment.StartedAt.UtcDateTime), through);

    private Refusal? NotRunning(string experimentId) =>
        _state.Experiment?.Id == experimentId ? null
        : new Refusal("id", _state.Experiment is null ? $"{experimentId} does not run; no experiment does for {Signal.Text()}." : $"{experimentId} does not run; {_state.Experiment.Id} does.");

    private HoldoutShare? Present(Holdout? holdout) =>
        holdout is not null && Now < holdout.Until ? new HoldoutShare(holdout.Former, holdout.Seed, holdout.Share, holdout.Until) : null;

    private static string RuleName(DecisionRule rule) => rule switch
    {
        DecisionRule.ChiSquare => "chi_square",
        DecisionRule.Anytime => "anytime",
        _ => "group_sequential",
    };

    private async Task WriteAsync(ChampionState next)
    {
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            // Whether it was written is unknown: the next activation reads what is there.
            DeactivateOnIdle();
            stored.State = _state;
            throw;
        }

        _state = next;
        await DrainAsync();
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
            var drained = _state with { Unfiled = [], Unraised = [] };
            stored.State = drained;
            await stored.WriteStateAsync();
            _state = drained;
        }
        catch (Exception exception)
        {
            stored.State = _state;
            NotDrained(logger, exception, this.GetPrimaryKeyString());
        }
    }

    [LoggerMessage(LogLevel.Warning, "What {Signal} decided is not filed yet; it will be tried again")]
    private static partial void NotDrained(ILogger logger, Exception exception, string signal);
}
