using System.Collections.Immutable;
using LearningActors.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;

namespace LearningActors.Operations;

/// <summary>Asks the silos of the cluster, each by its own grain.</summary>
/// <param name="grains">Finds the grains.</param>
/// <param name="local">The silo of the asker.</param>
/// <param name="logger">Told of silos that did not answer.</param>
internal sealed partial class Silos(IGrainFactory grains, SiloAddress local, ILogger logger)
{
    /// <summary>A silo that died is in the membership until the others agree that it did.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private MembershipEntry[]? _known;

    /// <summary>Every silo in the membership, those that ended included; as last known, while it can't be read.</summary>
    /// <exception cref="LedgerUnavailableException">The membership can't be read, and was not before.</exception>
    internal async Task<MembershipEntry[]> MembersAsync()
    {
        try
        {
            return _known = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts().WaitAsync(s_patience);
        }
        catch (Exception exception)
        {
            NoMembership(logger, exception);
            return _known ?? throw new LedgerUnavailableException("The membership of the cluster can't be read.", exception);
        }
    }

    /// <summary>The answers of all silos that work; of this one alone, while the others are not known.</summary>
    internal async Task<SiloAnswers<T>> AskAsync<T>(Func<ISiloGrain, Task<T>> ask)
    {
        try
        {
            return await AskAsync(ask, await MembersAsync());
        }
        catch (LedgerUnavailableException)
        {
            return await AskAsync(ask, [local]);
        }
    }

    /// <summary>The answers of those that work.</summary>
    internal Task<SiloAnswers<T>> AskAsync<T>(Func<ISiloGrain, Task<T>> ask, MembershipEntry[] members) =>
        AskAsync(ask, members.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).ToArray());

    private async Task<SiloAnswers<T>> AskAsync<T>(Func<ISiloGrain, Task<T>> ask, SiloAddress[] active)
    {
        var answers = await Task.WhenAll(active.Select(silo => AskAsync(silo, ask)));
        return new SiloAnswers<T>(
            [.. answers.OfType<SiloAnswer<T>>()],
            [.. active.Where((_, i) => answers[i] is null).Select(silo => silo.ToParsableString())]
        );
    }

    private async Task<SiloAnswer<T>?> AskAsync<T>(SiloAddress silo, Func<ISiloGrain, Task<T>> ask)
    {
        var address = silo.ToParsableString();
        // It goes along with the calls of this method, and ends with it.
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            return new SiloAnswer<T>(address, await ask(grains.GetGrain<ISiloGrain>(ISiloGrain.KeyPrefix + address)).WaitAsync(s_patience));
        }
        catch (Exception exception)
        {
            NoAnswer(logger, exception, address);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The membership of the cluster can't be read; operators see the silos known before")]
    private static partial void NoMembership(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Silo {Silo} did not answer; operators see the others")]
    private static partial void NoAnswer(ILogger logger, Exception exception, string silo);
}

/// <summary>What silos answered.</summary>
/// <param name="Answers">By silo.</param>
/// <param name="Unanswered">The addresses of those that did not answer in time.</param>
internal sealed record SiloAnswers<T>(ImmutableArray<SiloAnswer<T>> Answers, ImmutableArray<string> Unanswered);

/// <summary>What a silo answered.</summary>
/// <param name="Address">The silo.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record SiloAnswer<T>(string Address, T Answer);
