using System.Collections.Immutable;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>
/// Makes insights of trades, which takes its time, and hands them to <see cref="IInsightGrain"/>. Key: a
/// <see cref="LocalWorker"/>'s of the kind <c>analysis</c>; it runs where the request came in.
/// </summary>
[Alias("IInsightAnalysisGrain")]
public interface IInsightAnalysisGrain : IGrainWithStringKey
{
    /// <summary>The kind of worker.</summary>
    const string Kind = "analysis";

    /// <summary>
    /// Looks for insights among trades: statistically, and by the model where one is configured, which is shown half of the trades. What
    /// it claims is tested on the other half. The model has the time budget of the configuration; what it has not answered by then is
    /// reported as refused.
    /// </summary>
    /// <param name="scope">The trades to look at.</param>
    /// <param name="minTrades">Conditions that fewer trades meet are left out.</param>
    /// <param name="minConfidence">Less certain insights are left out.</param>
    /// <param name="cancellationToken">The caller has gone: the model is left alone, and nothing is recorded.</param>
    [Alias("Aggregate"), ResponseTimeout("00:05:00")]
    Task<Aggregation> Aggregate(TradeConditions scope, int minTrades, double minConfidence, CancellationToken cancellationToken);

    /// <summary>
    /// Does the same with all trades, where any came since; the model is shown those that came, and as many earlier ones as make one
    /// question.
    /// </summary>
    /// <param name="since">UTC.</param>
    /// <returns>What was found; without trades where none came.</returns>
    [Alias("AggregateSince"), ResponseTimeout("00:05:00")]
    Task<Aggregation> AggregateSince(DateTimeOffset since);

    /// <summary>Estimates every insight anew from the trades of now.</summary>
    /// <returns>How many changed.</returns>
    [Alias("Reestimate"), ResponseTimeout("00:05:00")]
    Task<int> Reestimate();
}

/// <summary>What looking for insights brought.</summary>
/// <param name="Trades">The trades that were looked at.</param>
/// <param name="Found">Insights that the trades support, new ones and known ones.</param>
/// <param name="Refused">Claims that they do not, and answers that could not be read or did not come.</param>
[GenerateSerializer, Immutable, Alias("Aggregation")]
public sealed record Aggregation(int Trades, ImmutableArray<Insight> Found, ImmutableArray<RefusedClaim> Refused);

/// <summary>A claim that was not taken.</summary>
/// <param name="Text">The claim.</param>
/// <param name="Reason">Why, a sentence.</param>
[GenerateSerializer, Immutable, Alias("RefusedClaim")]
public sealed record RefusedClaim(string Text, string Reason);
