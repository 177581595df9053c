using System.Collections.Immutable;
using LearningActors.Patterns;
using Orleans.Concurrency;

namespace LearningActors.AlgorithmChanges;

/// <inheritdoc cref="IAlgorithmChangeListGrain" />
/// <remarks>
/// The changes of a pattern are numbered. A number is only tried when the change before it has ended, and ended changes stay so:
/// hence at most one of a pattern is open, whoever else looks for it at the same time.
/// </remarks>
[StatelessWorker, Reentrant]
public sealed class AlgorithmChangeListGrain(IAlgorithmChangeLedger ledger) : Grain, IAlgorithmChangeListGrain
{
    /// <inheritdoc />
    public async Task<ImmutableArray<SummaryCandidate>> Observe(IsoWeek week, ImmutableArray<Pattern> patterns, string by)
    {
        var candidates = ImmutableArray.CreateBuilder<SummaryCandidate>();
        foreach (var pattern in patterns)
        {
            if (await BringAsync(pattern, week, by) is { } change)
                candidates.Add(new SummaryCandidate(change.Id, change.Proposal));
        }

        var seen = patterns.Select(pattern => pattern.Key).ToHashSet();
        foreach (var id in await ledger.ReadOpenOfWeekAsync(week))
        {
            if (!seen.Contains(id[..id.LastIndexOf('.')]))
                await GrainFactory.GetGrain<IAlgorithmChangeGrain>(id).Withdraw(week, by);
        }

        return candidates.ToImmutable();
    }

    /// <inheritdoc />
    public Task<ListPart<AlgorithmChange>> List(AlgorithmChangeStatus? status, ListRequest<AlgorithmChangeSort> request) =>
        ledger.ListAsync(status, request);

    /// <inheritdoc />
    public Task<ImmutableArray<string>> ListIds(AlgorithmChangeStatus status) => ledger.ReadIdsAsync(status);

    /// <summary>The change that has the week's evidence, or takes it; null where the pattern proposes nothing new.</summary>
    private async Task<AlgorithmChange?> BringAsync(Pattern pattern, IsoWeek week, string by)
    {
        for (var number = 1; ; number++)
        {
            var change = await GrainFactory.GetGrain<IAlgorithmChangeGrain>($"{pattern.Key}.{number}").Observe(pattern, week, by);
            if (!change.HasEnded || change.Evidence.Any(one => one.Week == week))
                return change;
            if (AlgorithmChangeRules.IsSettled(change, week))
                return null;
        }
    }
}
