using System.Collections.Immutable;

namespace LearningActors.Analysis;

/// <summary>What was learnt about one signal of one ticker. Key: <c>AAPL/BUY</c>.</summary>
[Alias("ITickerSignalGrain")]
public interface ITickerSignalGrain : IGrainWithStringKey
{
    /// <summary>What is known now, at most a second old.</summary>
    [Alias("GetState")]
    Task<LearningState> GetState();
}

/// <summary>The keys of <see cref="ITickerSignalGrain"/>.</summary>
public static class TickerSignalKey
{
    /// <summary>Such as <c>AAPL/BUY</c>.</summary>
    public static string Of(string ticker, SignalType signal) => $"{ticker}/{signal.Text()}";
}

/// <summary>What was learnt about one signal of one ticker.</summary>
/// <param name="Ticker">The symbol.</param>
/// <param name="Signal">What the engine said of the ticker.</param>
/// <param name="Total">Over all days.</param>
/// <param name="ByPromptVersion">For each prompt version that words were made by.</param>
/// <param name="ByModel">For each model that wrote words.</param>
/// <param name="Days">The last 30 days on which there was something, oldest first.</param>
/// <param name="AsOf">When the ledger was read, UTC.</param>
[GenerateSerializer, Immutable, Alias("LearningState")]
public sealed record LearningState(
    string Ticker,
    SignalType Signal,
    FeedbackSummary Total,
    ImmutableArray<NamedSummary> ByPromptVersion,
    ImmutableArray<NamedSummary> ByModel,
    ImmutableArray<DaySummary> Days,
    DateTimeOffset AsOf
);

/// <summary>A summary of what bears a name: a signal, a ticker, a prompt version, a model.</summary>
[GenerateSerializer, Immutable, Alias("NamedSummary")]
public sealed record NamedSummary(string Name, FeedbackSummary Summary);

/// <summary>A summary of one UTC day of explanations.</summary>
[GenerateSerializer, Immutable, Alias("DaySummary")]
public sealed record DaySummary(DateOnly Day, FeedbackSummary Summary);
