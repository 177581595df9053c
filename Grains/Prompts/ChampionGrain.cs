using NodaTime;

namespace LearningActors.Prompts;

/// <inheritdoc cref="IChampionGrain" />
/// <remarks>Every command makes a new state with <see cref="Championship"/> and writes it whole.</remarks>
public sealed class ChampionGrain([PersistentState("champion", StateStorage.Name)] IPersistentState<ChampionState> stored, IClock clock)
    : Grain,
        IChampionGrain
{
    /// <summary>What is committed; a state that is being written is not seen by those who read meanwhile.</summary>
    private ChampionState _state = new();
    private (ChampionState State, PromptRouting Routing)? _routing;

    private SignalType Signal => SignalTypes.Parse(this.GetPrimaryKeyString());

    private DateTimeOffset Now => clock.UtcNow;

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
        var experiment = state.Claim?.Split;
        var holdout = Now < state.Holdout?.Until ? Share(state.Holdout) : null;
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
            new ChampionStatus(
                Signal,
                _state.Champion,
                _state.History,
                _state.Holdout is { } holdout ? Share(holdout) : null,
                _state.Claim,
                _state.Archived
            )
        );

    /// <inheritdoc />
    public async Task<ClaimAnswer> Claim(string champion)
    {
        var (state, answer) = Championship.Claim(_state, Signal, champion);
        await WriteAsync(state);
        return answer;
    }

    /// <inheritdoc />
    public async Task<bool> SetSplit(ExperimentClaim claim)
    {
        await WriteAsync(Championship.SetSplit(_state, claim));
        return _state.Claim?.Id == claim.Id;
    }

    /// <inheritdoc />
    public Task Release(ExperimentEnd end) => WriteAsync(Championship.Release(_state, end));

    /// <inheritdoc />
    public async Task<RollbackAnswer> Rollback(PromotionRollback rollback)
    {
        var (state, answer) = Championship.Rollback(_state, rollback);
        await WriteAsync(state);
        return answer;
    }

    /// <inheritdoc />
    public Task EndHoldout(string experimentId) => WriteAsync(Championship.EndHoldout(_state, experimentId));

    private static HoldoutShare Share(Holdout holdout) => new(holdout.Former, holdout.Seed, holdout.Share, holdout.Until);

    private async Task WriteAsync(ChampionState next)
    {
        if (ReferenceEquals(next, _state))
            return;
        await stored.WriteWholeAsync(next, DeactivateOnIdle);
        _state = next;
    }
}
