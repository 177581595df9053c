using System.Collections.Immutable;

namespace LearningActors.Analysis;

/// <summary>Sums that the ledger makes of its facts.</summary>
public interface IAnalysisLedger
{
    /// <summary>The sums of a ticker's signal, for the days that changed.</summary>
    /// <param name="ticker">The symbol.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="changedSince">Null for all days. A day that is returned is returned whole.</param>
    Task<ImmutableArray<DayTally>> ReadTickerSignalAsync(string ticker, SignalType signal, DateTimeOffset? changedSince);

    /// <summary>
    /// The sums of a range of days by each dimension, the votes by factor, and the implicit positives, as of the last
    /// <see cref="RefreshAsync"/> or roll-up.
    /// </summary>
    Task<AnalyticsSums> ReadAnalyticsAsync(DateOnly from, DateOnly to);

    /// <summary>The sums of the weeks from one to the present one.</summary>
    Task<LearningSums> ReadLearningAsync(IsoWeek from);

    /// <summary>Rolls closed days up; see <see cref="ILlmMetricsGrain.RollUp"/>.</summary>
    Task<ImmutableArray<DateOnly>> RollUpAsync(DateOnly through);

    /// <summary>
    /// Makes the sums of the days from one to today that miss something; what was read of them before is as old as the last time.
    /// </summary>
    Task RefreshAsync(DateOnly from);
}

/// <summary>The sums of a range of days.</summary>
/// <param name="Total">Over everything.</param>
/// <param name="BySignal">For each of BUY, SELL and HOLD that was explained.</param>
/// <param name="ByTicker">For each ticker that was explained.</param>
/// <param name="ByPromptVersion">For each prompt version that words were made by.</param>
/// <param name="ByModel">For each model that wrote words.</param>
/// <param name="ByDay">By UTC day.</param>
/// <param name="Factors">Votes by factor, and the implicit positives.</param>
public sealed record AnalyticsSums(
    Tally Total,
    ImmutableArray<(string Name, Tally Tally)> BySignal,
    ImmutableArray<(string Name, Tally Tally)> ByTicker,
    ImmutableArray<(string Name, Tally Tally)> ByPromptVersion,
    ImmutableArray<(string Name, Tally Tally)> ByModel,
    ImmutableArray<(DateOnly Day, Tally Tally)> ByDay,
    FactorSums Factors
);

/// <summary>The sums of a range of ISO weeks, the present one as far as it has come.</summary>
/// <param name="Weeks">For each signal of each week, by its Monday.</param>
/// <param name="Cells">For each signal of each ticker.</param>
/// <param name="Prompts">For each prompt version of each signal.</param>
/// <param name="Models">For each model.</param>
/// <param name="Factors">Votes by factor, and the implicit positives.</param>
public sealed record LearningSums(
    ImmutableArray<(DateOnly Monday, SignalType Signal, Tally Tally)> Weeks,
    ImmutableArray<(string Ticker, SignalType Signal, Tally Tally)> Cells,
    ImmutableArray<(SignalType Signal, string Version, Tally Tally)> Prompts,
    ImmutableArray<(string Model, Tally Tally)> Models,
    FactorSums Factors
);

/// <summary>Votes by factor, and the implicit positives, as of one moment.</summary>
/// <param name="Factors">Votes on explanations that name a factor.</param>
/// <param name="Votes">All votes.</param>
/// <param name="Positive">The positive ones of those.</param>
/// <param name="ImplicitSample">Explanations in the 10 % sample, of days that ended seven days ago or earlier.</param>
/// <param name="ImplicitPositive">Those of them without feedback.</param>
public sealed record FactorSums(ImmutableArray<FactorVotes> Factors, long Votes, long Positive, long ImplicitSample, long ImplicitPositive);

/// <summary>Votes on explanations that name a factor.</summary>
public sealed record FactorVotes(string Factor, long Votes, long Positive);
