using LearningActors.Alerts;
using LearningActors.Patterns;
using LearningActors.Recommendations;
using NodaTime;

namespace LearningActors.AlgorithmChanges;

/// <inheritdoc cref="IAlgorithmChangeGrain" />
/// <remarks>
/// Every step makes a new state with <see cref="AlgorithmChangeRules"/>, which is written whole and then filed; each activation
/// files it once more.
/// </remarks>
public sealed class AlgorithmChangeGrain(
    [PersistentState("algorithmChange", StateStorage.Name)] IPersistentState<AlgorithmChangeState> stored,
    IAlgorithmChangeLedger changes,
    IRecommendationLedger recommendations,
    IClock clock
) : Grain, IAlgorithmChangeGrain
{
    private DateTimeOffset Now => clock.UtcNow;

    private AlgorithmChange? Change => stored.State.Change;

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Change is { } change ? changes.FileAsync(change) : Task.CompletedTask;

    /// <inheritdoc />
    public Task<AlgorithmChange> Observe(Pattern pattern, IsoWeek week, string by) =>
        WriteAsync(
            Change is { } change
                ? AlgorithmChangeRules.Observe(change, pattern, week, by, Now)
                : AlgorithmChangeRules.Propose(this.GetPrimaryKeyString(), pattern, week, by, Now)
        );

    /// <inheritdoc />
    public async Task Withdraw(IsoWeek week, string by)
    {
        if (Change is { } change)
            await WriteAsync(AlgorithmChangeRules.Withdraw(change, week, by, Now));
    }

    /// <inheritdoc />
    public Task<AlgorithmChange?> Get() => Task.FromResult(Change);

    /// <inheritdoc />
    public Task<AlgorithmChangeRefusal?> Decide(CandidateDecision decision, string reason, string by) =>
        ApplyAsync(change => AlgorithmChangeRules.Decide(change, decision, reason, by, Now));

    /// <inheritdoc />
    public Task<AlgorithmChangeRefusal?> Implement(Implementation implementation, string by) =>
        ApplyAsync(change => AlgorithmChangeRules.Implement(change, implementation, by, Now));

    /// <inheritdoc />
    public async Task<ValidationReport?> Validate() =>
        Change is { Implementation: { } made } change
            ? change.HasEnded
                ? change.Validation
                : await CompareAsync(change, made)
            : null;

    /// <inheritdoc />
    public async Task<string> FollowUp(string by)
    {
        if (Change is not { Status: AlgorithmChangeStatus.Validating, Implementation: { } made } change)
            return $"{this.GetPrimaryKeyString()} is not being validated.";
        if (change.Validation is null)
        {
            var report = await CompareAsync(change, made);
            if (!report.IsComplete)
                return $"{change.Id} is validated until {report.After.Through:yyyy-MM-dd}.";
            change = await WriteAsync(AlgorithmChangeRules.Complete(change, report, by, Now));
        }

        await GrainFactory
            .GetGrain<IAlertsGrain>(IAlertsGrain.Key)
            .Raise(
                new Alert(
                    $"validation/{change.Id}",
                    AlertKind.ValidationReady,
                    $"The four weeks of {change.Id} are over",
                    $"{change.Proposal}. {change.Validation!.Because} Somebody should end it."
                )
            );
        return $"{change.Id}: {change.Validation.Because}";
    }

    /// <inheritdoc />
    public async Task<AlgorithmChangeRefusal?> Conclude(ValidationOutcome outcome, string reason, string by)
    {
        if (Change is not { Status: AlgorithmChangeStatus.Validating, Implementation: { } made } change)
            return Change is { } other
                ? new AlgorithmChangeRefusal(
                    AlgorithmChangeRefusalKind.NotValidating,
                    $"{other.Id} is {AlgorithmChangeRules.Word(other.Status)}; only what is being validated can end so."
                )
                : Unknown;
        var report = change.Validation ?? await CompareAsync(change, made);
        return await ApplyAsync(_ => AlgorithmChangeRules.Conclude(change, outcome, report, reason, by, Now));
    }

    private AlgorithmChangeRefusal Unknown => new(AlgorithmChangeRefusalKind.Unknown, $"There is no change {this.GetPrimaryKeyString()}.");

    private async Task<ValidationReport> CompareAsync(AlgorithmChange change, Implementation made)
    {
        var (from, through) = Validation.Span(made.On);
        return Validation.Compare(change.PatternKey, made, await recommendations.ReadMatchedAsync(from, through), PacificDay.Of(Now));
    }

    private async Task<AlgorithmChangeRefusal?> ApplyAsync(
        Func<AlgorithmChange, (AlgorithmChange Change, AlgorithmChangeRefusal? Refusal)> step
    )
    {
        if (Change is not { } change)
            return Unknown;
        var (next, refusal) = step(change);
        if (refusal is null)
            await WriteAsync(next);
        return refusal;
    }

    private async Task<AlgorithmChange> WriteAsync(AlgorithmChange next)
    {
        if (!ReferenceEquals(next, Change))
            await stored.WriteWholeAsync(new AlgorithmChangeState { Change = next }, DeactivateOnIdle, () => changes.FileAsync(next));
        return next;
    }
}
