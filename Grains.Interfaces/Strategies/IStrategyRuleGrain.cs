using System.Collections.Immutable;
using LearningActors.Statistics;
using Orleans.Concurrency;

namespace LearningActors.Strategies;

/// <summary>What is known of one strategy rule. Key: <c>rule:</c> and its id.</summary>
[Alias("IStrategyRuleGrain")]
public interface IStrategyRuleGrain : IGrainWithStringKey
{
    /// <summary>Its performance, at most a second old; null where there is no such rule.</summary>
    [Alias("GetPerformance")]
    Task<StrategyPerformance?> GetPerformance();

    /// <summary>How its score came about, day by day; null where there is no such rule.</summary>
    [Alias("GetHistory")]
    Task<StrategyHistory?> GetHistory();

    /// <summary>A trade of the rule was reviewed, and that is committed: its performance is made anew within seconds.</summary>
    [Alias("Reviewed"), AlwaysInterleave]
    Task Reviewed();
}

/// <summary>The keys of <see cref="IStrategyRuleGrain"/>.</summary>
public static class StrategyRuleKey
{
    /// <summary>The key of a rule's grain, such as <c>rule:pullback</c>: never read as a number.</summary>
    public static string Of(string rule) => $"rule:{rule}";

    /// <summary>The rule's id in the key of its grain.</summary>
    public static string RuleOf(string key) => key["rule:".Length..];
}

/// <summary>The strategy rules there are. Key: <c>strategies</c>.</summary>
[Alias("IStrategyCatalogGrain")]
public interface IStrategyCatalogGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "strategies";

    /// <summary>Adds a rule.</summary>
    /// <returns>False where its id is taken.</returns>
    [Alias("Add")]
    Task<bool> Add(StrategyRule rule);

    /// <summary>Changes a rule's words or takes it in and out of use; what is null stays.</summary>
    /// <returns>The rule as it is then; null where it is unknown.</returns>
    [Alias("Change")]
    Task<StrategyRule?> Change(string id, string? name, string? description, bool? isActive);

    /// <summary>
    /// How rules do. Only those with newer reviews or trades are asked; of the others, and of those that
    /// do not answer in five seconds, the stored figures are shown, with the time of theirs.
    /// </summary>
    /// <param name="activeOnly">Only rules in use.</param>
    /// <param name="request">Which part of them.</param>
    [Alias("ListPart"), ResponseTimeout("00:02:00")]
    Task<ListPart<StrategyPerformance>> List(bool activeOnly, ListRequest<StrategySort> request);

    /// <summary>Brings the stored performance of every rule up to date.</summary>
    /// <returns>The rules that were not.</returns>
    [Alias("Refresh"), ResponseTimeout("00:05:00")]
    Task<int> Refresh();
}

/// <summary>What rules are sorted by.</summary>
[GenerateSerializer, Alias("StrategySort")]
public enum StrategySort
{
    Effectiveness,
    TotalTrades,
    Id,
}

/// <summary>A rule by which trades are made.</summary>
/// <param name="Id">Such as <c>le-candle-pullback</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">What it asks for.</param>
/// <param name="IsActive">It is in use.</param>
[GenerateSerializer, Immutable, Alias("StrategyRule")]
public sealed record StrategyRule(string Id, string Name, string? Description, bool IsActive);

/// <summary>How a rule does.</summary>
/// <param name="Rule">Its id, name and whether it is in use.</param>
/// <param name="Effectiveness">
/// A score without a unit, 0..1, 0.5 before the first review; equal to a replay of its reviews in order of exit.
/// </param>
/// <param name="TotalTrades">Reviewed trades.</param>
/// <param name="WinningTrades">Those of them with a profit.</param>
/// <param name="WinRate">Their share.</param>
/// <param name="PnlByCurrency">Profits of reviewed trades, by their currencies' names; what is in different ones is not added.</param>
/// <param name="MeanRating">Mean rating of execution, 1 to 5; null without reviews.</param>
/// <param name="Valid">Reviews that found the setup valid.</param>
/// <param name="EdgeCases">Reviews that found an edge case.</param>
/// <param name="Invalid">Reviews that found it invalid.</param>
/// <param name="UnreviewedTrades">Trades that have no review yet.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("StrategyPerformance")]
public sealed record StrategyPerformance(
    StrategyRule Rule,
    double Effectiveness,
    int TotalTrades,
    int WinningTrades,
    Proportion WinRate,
    ImmutableArray<CurrencyPnl> PnlByCurrency,
    double? MeanRating,
    int Valid,
    int EdgeCases,
    int Invalid,
    int UnreviewedTrades,
    DateTimeOffset AsOf
);

/// <summary>Profits in one currency.</summary>
/// <param name="Currency">An ISO 4217 code such as <c>USD</c>, or an asset such as <c>BTC</c>.</param>
/// <param name="Trades">How many trades were made in that currency.</param>
/// <param name="Pnl">The sum of their profits after fees.</param>
/// <param name="ProfitFactor">Gross profit over gross loss, without a unit; null without a loss.</param>
[GenerateSerializer, Immutable, Alias("CurrencyPnl")]
public sealed record CurrencyPnl(string Currency, int Trades, decimal Pnl, decimal? ProfitFactor)
{
    /// <summary>Of the profits of trades in a currency.</summary>
    public static CurrencyPnl Of(string currency, IReadOnlyCollection<decimal> profits)
    {
        var loss = -profits.Where(profit => profit < 0).Sum();
        return new CurrencyPnl(currency, profits.Count, profits.Sum(), loss > 0 ? profits.Where(profit => profit > 0).Sum() / loss : null);
    }
}
