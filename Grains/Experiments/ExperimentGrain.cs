using System.Collections.Immutable;
using LearningActors.Prompts;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.Experiments;

/// <inheritdoc cref="IExperimentGrain" />
/// <remarks>
/// A command makes a new state with <see cref="ExperimentLifecycle"/> and writes it whole. Then the effects that are not confirmed
/// happen, in the order of <see cref="ExperimentEffect.Next"/>. What a crash leaves of them is repeated by the next activation or call,
/// and by a reminder, which is registered before the state that needs it is written.
/// </remarks>
public sealed partial class ExperimentGrain(
    [PersistentState("experiment", StateStorage.Name)] IPersistentState<ExperimentState> stored,
    IExperimentLedger ledger,
    ExperimentOptions options,
    IClock clock,
    ILogger<ExperimentGrain> logger
) : Grain, IExperimentGrain, IRemindable
{
    private const string Reminder = "confirm";
    private static readonly TimeSpan s_repeat = TimeSpan.FromMinutes(1);

    private readonly ArmTallies _tallies = new(ledger);
    private ExperimentEffects _effects = null!;

    /// <summary>What is committed; a state that is being written is not seen by those who read meanwhile.</summary>
    private ExperimentState _state = new();
    private bool _isReminded;

    private string Id => this.GetPrimaryKeyString();

    private DateTimeOffset Now => clock.UtcNow;

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_state, _effects) = (stored.State, new ExperimentEffects(GrainFactory, ledger));
        if (_state.Experiment is null && await ledger.FindAsync(Id) is { } record)
            _state = ExperimentLifecycle.OfRecord(record);
        if (ExperimentEffect.Next(_state) is null)
            return;
        try
        {
            await SettleAsync();
        }
        catch (Exception exception)
        {
            NotConfirmed(logger, exception, Id);
        }
    }

    /// <inheritdoc />
    public Task<Experiment?> Get() => Task.FromResult(_state.Experiment);

    /// <inheritdoc />
    public async Task<ExperimentReport?> Report() =>
        _state switch
        {
            { Experiment: null } => null,
            { Experiment: { Decision: { } decision } ended } => ExperimentReporting.Make(
                ended,
                await _tallies.ReadEndAsync(_state),
                decision.At
            ),
            { Experiment: { } running } => ExperimentReporting.Make(running, await _tallies.ReadAsync(running, Now), Now),
        };

    /// <inheritdoc />
    public async Task<ExperimentBreakdown?> Breakdown(BreakdownBy by)
    {
        if (_state.Experiment is not { } experiment)
            return null;
        var days = ExperimentBreakdowns.Days(experiment, experiment.Decision?.At ?? Now);
        return ExperimentBreakdowns.Make(experiment, by, await ledger.ReadPartsAsync(experiment, days, by));
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> Start(ExperimentPlan plan, double level)
    {
        if (_state.Experiment is null)
        {
            var days = await ReadDaysAsync(plan, Today.AddDays(-Traffic.Days), plan.Arms[0].Version);
            var history = ExperimentPlanning.History(days, plan, Today);
            await WriteAsync(ExperimentLifecycle.Begin(ExperimentPlanning.Begin(Id, plan, history, Now, level)));
        }

        await SettleAsync();
        return ExperimentCommands.WhyNotChanged(Id, _state.Experiment);
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> Promote(string version, string by, string reason)
    {
        await SettleAsync();
        if (ExperimentCommands.WhyNotPromoted(Id, _state.Experiment, version) is { } refusal)
            return refusal;
        await EndAsync(new ExperimentDecision(DecisionKind.PromotedManually, version, Now, by, reason, null));
        return null;
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> Stop(string by, string reason)
    {
        await SettleAsync();
        if (ExperimentCommands.WhyNotChanged(Id, _state.Experiment) is { } refusal)
            return refusal;
        await EndAsync(new ExperimentDecision(DecisionKind.Stopped, null, Now, by, reason, null));
        return null;
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> Pause(string by, string reason)
    {
        await SettleAsync();
        if (ExperimentCommands.WhyNotChanged(Id, _state.Experiment) is { } refusal)
            return refusal;
        if (_state.Experiment!.Status == ExperimentStatus.Running)
            await CommitAsync(ExperimentLifecycle.Pause(_state, Today));
        return null;
    }

    /// <inheritdoc />
    public async Task<ExperimentRefusal?> Resume(string by)
    {
        await SettleAsync();
        if (ExperimentCommands.WhyNotChanged(Id, _state.Experiment) is { } refusal)
            return refusal;
        if (_state.Experiment!.Status == ExperimentStatus.Paused)
            await CommitAsync(ExperimentLifecycle.Resume(_state, Today));
        return null;
    }

    /// <inheritdoc />
    public Task<ExperimentRefusal?> Rollback(string by, string reason) => RollbackAsync(by, reason, ChampionChangeKind.Rollback);

    /// <inheritdoc />
    public Task<ExperimentRefusal?> TakeBack(string rule, string reason) =>
        RollbackAsync(rule, reason, ChampionChangeKind.AutomaticRollback);

    private async Task<ExperimentRefusal?> RollbackAsync(string by, string reason, ChampionChangeKind kind)
    {
        await SettleAsync();
        if (_state.Experiment is not { } experiment)
            return ExperimentCommands.Unknown(Id);
        // What runs may have decided already: then its promotion is the last one.
        var champion = Champion(experiment.Plan.Signal);
        if ((await champion.Get()).Experiment is { } taken && taken.Id != Id)
            await GrainFactory.GetGrain<IExperimentGrain>(taken.Id).Confirm();
        if (ExperimentCommands.WhyNotTakenBack(Id, await champion.Get()) is { } refusal)
            return refusal;
        await CommitAsync(ExperimentLifecycle.TakeBack(_state, new PromotionReversal(Now, by, kind, reason, IsConfirmed: false)));
        return _state.Reversal is null ? ExperimentCommands.WhyNotTakenBack(Id, await champion.Get()) : null;
    }

    /// <inheritdoc />
    public async Task<string> Decide(string occurrence)
    {
        if (!await Confirm())
            return ExperimentCommands.Ended(Id, _state.Experiment);
        var experiment = _state.Experiment!;
        if (experiment.Status == ExperimentStatus.Paused)
            return $"{Id} is paused.";
        if (experiment.Plan.StartedBy == occurrence)
            return $"{Id} was started just now.";
        if (experiment.Looks.Any(look => look.Occurrence == occurrence))
            return $"{Id} was looked at already.";
        return await ApplyAsync(ExperimentDecisions.Look(_state, await _tallies.ReadFreshAsync(experiment, Now), occurrence, Now, options));
    }

    /// <inheritdoc />
    public async Task<string> LookAfter(string occurrence)
    {
        if (!await Confirm())
            return await LookAtHoldoutAsync();
        var experiment = _state.Experiment!;
        if (experiment.Status == ExperimentStatus.Paused)
            return $"{Id} is paused.";
        var said = await ApplyAsync(ExperimentDecisions.LookAfter(_state, await _tallies.ReadFreshAsync(experiment, Now), Now));
        return experiment.Plan.Rule == DecisionRule.Anytime ? $"{said} {await Decide(occurrence)}" : said;
    }

    /// <inheritdoc />
    public async Task<bool> Confirm()
    {
        if (_state.Experiment is null && ExperimentIds.TryParse(Id, out var signal))
            await Champion(signal).Release(new ExperimentEnd(Id, [], null));
        await SettleAsync();
        return _state.Experiment is { Status: not ExperimentStatus.Ended };
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // A tick must return at once; what it asks for is a call like any other.
        _isReminded = true;
        _ = ConfirmLaterAsync();
        return Task.CompletedTask;

        async Task ConfirmLaterAsync()
        {
            try
            {
                await GrainFactory.GetGrain<IExperimentGrain>(Id).Confirm();
            }
            catch (Exception exception)
            {
                NotConfirmed(logger, exception, Id);
            }
        }
    }

    private async Task<string> LookAtHoldoutAsync()
    {
        if (_state.Experiment is not { Decision.Winner: { } winner } experiment)
            return ExperimentCommands.Ended(Id, _state.Experiment);
        var champion = Champion(experiment.Plan.Signal);
        var status = await champion.Get();
        if (status.Holdout is not { } holdout || Championship.LastPromotion(status.History)?.ExperimentId != Id)
            return ExperimentCommands.Ended(Id, experiment);
        var days = await ReadDaysAsync(experiment.Plan, ExperimentDecisions.HoldoutFrom(experiment), holdout.Version, winner);
        var (next, said, isOver) = ExperimentDecisions.LookAtHoldout(_state, days, holdout.Until, Now);
        if (isOver)
            await champion.EndHoldout(Id);
        return await ApplyAsync((next, said));
    }

    private Task<ImmutableArray<ArmDay>> ReadDaysAsync(ExperimentPlan plan, DateOnly from, params ImmutableArray<string> versions) =>
        ledger.ReadArmDaysAsync(plan.Signal, versions, from, Today.AddDays(-1), plan.VoteWindowDays, []);

    private async Task EndAsync(ExperimentDecision decision) =>
        await CommitAsync(
            ExperimentLifecycle.End(_state, decision, await _tallies.ReadFreshAsync(_state.Experiment!, decision.At), options)
        );

    private async Task<string> ApplyAsync((ExperimentState State, string Said) decided)
    {
        if (!ReferenceEquals(decided.State, _state))
            await CommitAsync(decided.State);
        return decided.Said;
    }

    private async Task CommitAsync(ExperimentState next)
    {
        await WriteAsync(next);
        await SettleAsync();
    }

    /// <summary>Lets the effects happen that are not confirmed, and writes that they are.</summary>
    private async Task SettleAsync()
    {
        var state = _state;
        while (ExperimentEffect.Next(state) is { } effect)
            state = await HappenAsync(effect, state);
        if (!ReferenceEquals(state, _state))
            await WriteAsync(state);
        if (_isReminded)
            await ForgetReminderAsync();
    }

    /// <returns>The state with the effect confirmed; or where it can't happen any more, the state that follows from that.</returns>
    private async Task<ExperimentState> HappenAsync(ExperimentEffect effect, ExperimentState state)
    {
        var experiment = state.Experiment!;
        if (await _effects.HappenAsync(effect, experiment))
            return effect.Confirm(state);
        if (effect is ExperimentEffect.TakeBack)
            return ExperimentLifecycle.KeepPromotion(state);
        var lost = ExperimentCommands.LostSignal(Id, Now);
        await WriteAsync(ExperimentLifecycle.End(state, lost, await _tallies.ReadFreshAsync(experiment, lost.At), options));
        return _state;
    }

    private IChampionGrain Champion(SignalType signal) => GrainFactory.GetGrain<IChampionGrain>(signal.Text());

    private async Task WriteAsync(ExperimentState next)
    {
        if (ExperimentEffect.Next(next) is not null && !_isReminded)
        {
            await this.RegisterOrUpdateReminder(Reminder, s_repeat, s_repeat);
            _isReminded = true;
        }

        await stored.WriteWholeAsync(next, DeactivateOnIdle);
        _state = next;
    }

    private async Task ForgetReminderAsync()
    {
        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
        _isReminded = false;
    }

    [LoggerMessage(LogLevel.Warning, "What follows from {Experiment} is not confirmed yet; it will be tried again")]
    private static partial void NotConfirmed(ILogger logger, Exception exception, string experiment);
}
