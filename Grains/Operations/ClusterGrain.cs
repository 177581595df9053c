using System.Collections.Immutable;
using LearningActors.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <inheritdoc cref="IClusterGrain" />
[StatelessWorker, Reentrant]
public sealed class ClusterGrain(IGrainStore store, ILocalSiloDetails silo, ILogger<ClusterGrain> logger) : Grain, IClusterGrain
{
    private Silos Silos => field ??= new Silos(GrainFactory, silo.SiloAddress, logger);

    /// <inheritdoc />
    public async Task<ImmutableArray<GrainKind>> ListKinds()
    {
        var counting = CountStoredAsync();
        var counts = (await Silos.AskAsync(silo => silo.CountActivations()))
            .Answers.SelectMany(silo => silo.Answer, (silo, one) => (one.Kind, OnSilo: new KindOnSilo(silo.Address, one.Activations)))
            .ToLookup(one => one.Kind, one => one.OnSilo);
        var stored = await counting;
        return
        [
            .. GrainClass
                .All.Values.Select(kind => new GrainKind(
                    kind.Kind,
                    kind.Name,
                    kind.StatelessWorker,
                    kind.States,
                    counts[kind.Kind].Sum(one => one.Activations),
                    stored is null ? null : stored.GetValueOrDefault(kind.Kind),
                    [.. counts[kind.Kind].OrderBy(one => one.Silo, StringComparer.Ordinal)]
                ))
                .OrderByDescending(kind => kind.Activations)
                .ThenBy(kind => kind.Kind, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc />
    public async Task<GrainPage?> FindGrains(GrainQuery query)
    {
        if (!GrainClass.All.TryGetValue(query.Kind, out var kind))
            return null;
        // One more than asked from each source tells whether there is another page.
        var more = query with
        {
            Limit = query.Limit + 1,
        };
        var storing = store.FindAsync(kind, more);
        var active = await Silos.AskAsync(silo => silo.FindActive(more));
        var activations = active.Answers.SelectMany(silo => silo.Answer).ToLookup(one => one.Key, one => one.Activation);
        var stored = (await storing).ToDictionary(one => one.Key);
        var found = stored.Keys.Union(activations.Select(one => one.Key)).Order(KeyOrder.Of(query)).Take(more.Limit).ToArray();
        var page = found
            .Take(query.Limit)
            .Select(key =>
                (stored.GetValueOrDefault(key) ?? new GrainSummary(key, [], [], 0)) with
                {
                    Activations = InOrder(activations[key]),
                }
            );
        return new GrainPage(query.Kind, [.. page], found.Length > query.Limit ? found[query.Limit - 1] : null, active.Unanswered);
    }

    /// <inheritdoc />
    public async Task<GrainView?> GetGrain(string kind, string key)
    {
        if (!GrainClass.All.TryGetValue(kind, out var grainClass))
            return null;
        var (states, reminders) = (store.ReadStatesAsync(grainClass, key), store.ReadRemindersAsync(grainClass, key));
        var active = await Silos.AskAsync(silo => silo.FindActivation(kind, key));
        return new GrainView(kind, key, Found(active), await states, await reminders, active.Unanswered);
    }

    /// <inheritdoc />
    public async Task<Deactivation?> Deactivate(string kind, string key)
    {
        if (!GrainClass.All.ContainsKey(kind))
            return null;
        var ended = await Silos.AskAsync(silo => silo.Deactivate(kind, key));
        var activations = Found(ended);
        return new Deactivation(kind, key, !activations.IsEmpty, activations, ended.Unanswered);
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<SiloReport>> ListSilos()
    {
        var members = await Silos.MembersAsync();
        var usage = (await Silos.AskAsync(silo => silo.GetUsage(), members)).Answers.ToDictionary(
            silo => silo.Address,
            silo => silo.Answer
        );
        return
        [
            .. members
                .OrderByDescending(member => member.Status == SiloStatus.Active)
                .ThenByDescending(member => member.StartTime)
                .Select(member => new SiloReport(
                    member.SiloAddress.ToParsableString(),
                    member.SiloName,
                    member.HostName,
                    Enum.IsDefined((SiloPhase)member.Status) ? (SiloPhase)member.Status : SiloPhase.Unknown,
                    Utc(member.StartTime),
                    Utc(member.IAmAliveTime),
                    [
                        .. (member.SuspectTimes ?? [])
                            .Select(vote => new SiloSuspicion(vote.Item1.ToParsableString(), Utc(vote.Item2)))
                            .Distinct(),
                    ],
                    usage.GetValueOrDefault(member.SiloAddress.ToParsableString())
                )),
        ];
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<LedgerFigures>> GetLedgerFigures() =>
        [.. (await Silos.AskAsync(silo => silo.GetLedgerFigures())).Answers.SelectMany(silo => silo.Answer)];

    /// <inheritdoc />
    public Task<ListPart<ReminderStatus>> ListReminders(string? grainPart, ListRequest<ReminderSort> request) =>
        store.ListRemindersAsync(grainPart, request);

    /// <summary>Null while the database is away: what is active is seen nevertheless.</summary>
    private async Task<ImmutableDictionary<string, long>?> CountStoredAsync()
    {
        try
        {
            return await store.CountAsync(GrainClass.All.Values);
        }
        catch (LedgerUnavailableException)
        {
            return null;
        }
    }

    private static ImmutableArray<GrainActivation> Found(SiloAnswers<GrainActivation?> silos) =>
        InOrder(silos.Answers.Select(silo => silo.Answer).OfType<GrainActivation>());

    private static ImmutableArray<GrainActivation> InOrder(IEnumerable<GrainActivation> activations) =>
        [.. activations.OrderBy(one => one.Silo, StringComparer.Ordinal)];

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
