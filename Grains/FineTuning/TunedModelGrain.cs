using System.Collections.Immutable;
using LearningActors.Alerts;
using LearningActors.Experiments;
using LearningActors.Models;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LearningActors.FineTuning;

/// <inheritdoc cref="ITunedModelGrain" />
/// <remarks>A new state is made by <see cref="TunedModelProgress"/> and written whole; the model's row follows.</remarks>
public sealed partial class TunedModelGrain(
    [PersistentState("tunedModel", StateStorage.Name)] IPersistentState<TunedModelState> stored,
    IFineTuningLedger ledger,
    IExperimentLedger experiments,
    IModelRegistry registry,
    ILanguageModels models,
    FineTuningOptions options,
    IClock clock,
    TimeProvider time,
    ILogger<TunedModelGrain> logger
) : Grain, ITunedModelGrain, IRemindable
{
    private const string Reminder = "advance";
    private static readonly TimeSpan s_poll = TimeSpan.FromMinutes(1);

    private StateInTurn<TunedModelState> _states = null!;
    private SignalComparison _comparisons = null!;
    private int _filed;

    private GrainWork Work => field ??= new GrainWork(RunAsync, logger);

    private string Name => this.GetPrimaryKeyString();

    private DateTimeOffset Now => clock.UtcNow;

    private TunedModelState State => _states.Present;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _states = new StateInTurn<TunedModelState>(stored, DeactivateOnIdle, FileAsync);
        _comparisons = new SignalComparison(GrainFactory, ledger, experiments, options);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<TunedModel> Register(TuningPlan plan, string providerModel)
    {
        if (State.Model is null)
        {
            await this.RegisterOrUpdateReminder(Reminder, s_poll, s_poll, CancellationToken.None);
            var served = options.Serving.Length > 0 ? options.Serving : options.Endpoint;
            var registered = registry.Describe(Name, providerModel, served, Now);
            await registry.AddAsync(registered);
            await _states.WriteAsync(_ => TunedModelProgress.Register(registered, plan));
        }

        return State.Model!;
    }

    /// <inheritdoc />
    public async Task<TunedModelReport?> Report()
    {
        if (State.Model is not { } model)
            return null;
        var figures = ImmutableArray.CreateBuilder<ComparisonFigures>();
        foreach (var comparison in model.Comparisons.Where(one => one.ExperimentId is not null))
        {
            if (
                await GrainFactory.GetGrain<IExperimentGrain>(comparison.ExperimentId!).Report() is { } report
                && ComparisonReporting.Make(comparison, report) is { } made
            )
                figures.Add(made);
        }

        return new TunedModelReport(model, options.RequiredLift, ComparisonReporting.TargetLift, figures.ToImmutable());
    }

    /// <inheritdoc />
    public async Task<TunedModel?> Advance()
    {
        await Work.Start();
        return State.Model;
    }

    /// <inheritdoc />
    public async Task<string?> StartComparison(SignalType signal, string by)
    {
        if (
            State.Model is not { Status: TunedModelStatus.Ready } model
            || TunedModelProgress.Of(model, signal) is not { Status: ComparisonStatus.Waiting } waiting
        )
            return null;
        var started = await StartAsync(model, waiting, by);
        return started.Status == ComparisonStatus.Comparing ? $"{started.ExperimentId} was started with {Name}." : null;
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _ = Work.Start();
        return Task.CompletedTask;
    }

    private async Task RunAsync()
    {
        if (State.Model is { } known && _filed != known.Revision)
            await FileAsync();
        if (State.Model is { Status: TunedModelStatus.Testing } untested && !await TestAsync(untested))
            return;
        if (State is { Model.Smoke: not null, IsAnnounced: false })
        {
            await GrainFactory.GetGrain<IAlertsGrain>(IAlertsGrain.Key).Raise(TunedModelProgress.Announcement(State.Model));
            await _states.WriteAsync(state => state with { IsAnnounced = true });
        }

        if (State.Model is { Status: TunedModelStatus.Ready } ready)
        {
            foreach (var comparison in ready.Comparisons)
                await GoOnAsync(ready, comparison);
        }

        if (
            (State.Model is null || TunedModelProgress.IsOver(State.Model))
            && await this.GetReminder(Reminder, CancellationToken.None) is { } reminder
        )
            await this.UnregisterReminder(reminder, CancellationToken.None);
    }

    /// <returns>False where its endpoint does not know it yet.</returns>
    private async Task<bool> TestAsync(TunedModel model)
    {
        var lines = await ledger.ReadLinesAsync(model.Dataset, DatasetSplit.Test, 0, options.SmokeExamples);
        var answers = new List<SmokeAnswer>();
        var language = await models.FindAsync(Name);
        foreach (var line in lines)
        {
            var answer = language is null
                ? new SmokeAnswer(null, IsWellFormed: false, $"unknown_model:{Name}", 0)
                : await SmokeTest.AskAsync(language, line, time);
            answers.Add(answer);
            if (answers.Count > 1 || !SmokeTest.MayPass(answer))
                continue;
            NotKnownYet(logger, Name, answer.Fault!);
            await _states.WriteAsync(state => TunedModelProgress.NotKnownYet(state, SmokeTest.Judge(answers, options, Now), Now));
            return State.Model!.Status != TunedModelStatus.Testing;
        }

        await _states.WriteAsync(state => TunedModelProgress.Tested(state, SmokeTest.Judge(answers, options, Now)));
        return true;
    }

    private async Task GoOnAsync(TunedModel model, ModelComparison comparison)
    {
        switch (comparison.Status)
        {
            case ComparisonStatus.Waiting:
                await StartAsync(model, comparison, Name);
                break;
            case ComparisonStatus.Comparing:
                if (await GrainFactory.GetGrain<IExperimentGrain>(comparison.ExperimentId!).Get() is { Decision: { } decision })
                    await WriteAsync(TunedModelProgress.Ended(comparison, decision));
                break;
            case ComparisonStatus.Serving:
                await WriteAsync(await _comparisons.WatchAsync(Name, comparison, Now));
                break;
            case ComparisonStatus.NotBetter or ComparisonStatus.Stopped or ComparisonStatus.TakenBack or ComparisonStatus.Replaced:
                break;
            default:
                throw new InvalidOperationException($"{comparison.Status} is not a status.");
        }
    }

    private async Task<ModelComparison> StartAsync(TunedModel model, ModelComparison waiting, string by)
    {
        var started = await _comparisons.StartAsync(model, waiting, by);
        // The cycle and the reminder may both have come: what runs is known already then.
        await _states.WriteAsync(state =>
            TunedModelProgress.Of(state.Model!, waiting.Signal).Status == ComparisonStatus.Waiting
                ? TunedModelProgress.WithComparison(state, started)
                : state
        );
        return TunedModelProgress.Of(State.Model!, waiting.Signal);
    }

    private Task WriteAsync(ModelComparison comparison) =>
        _states.WriteAsync(state => TunedModelProgress.WithComparison(state, comparison));

    private async Task FileAsync()
    {
        var model = State.Model!;
        await ledger.FileModelAsync(model);
        _filed = model.Revision;
    }

    [LoggerMessage(LogLevel.Information, "The endpoint of {Model} does not know it yet: {Fault}")]
    private static partial void NotKnownYet(ILogger logger, string model, string fault);
}
