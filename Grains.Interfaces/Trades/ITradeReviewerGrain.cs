using System.Collections.Immutable;

namespace LearningActors.Trades;

/// <summary>Reviews trades. Key: a <see cref="LocalWorker"/>'s of the kind <c>reviewer</c>; it runs where the request came in.</summary>
[Alias("ITradeReviewerGrain")]
public interface ITradeReviewerGrain : IGrainWithStringKey
{
    /// <summary>The kind of worker.</summary>
    const string Kind = "reviewer";

    /// <summary>Reviews a trade and records the review in place of an earlier one.</summary>
    /// <param name="id">The trade's id.</param>
    /// <param name="cancellationToken">The caller has gone: the model is left alone, and nothing is recorded.</param>
    /// <returns>Null where the trade is unknown.</returns>
    [Alias("Review"), ResponseTimeout("00:02:00")]
    Task<TradeReview?> Review(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Reviews trades that have no review yet, oldest first, by the model where one is configured. It ends after some minutes; a model that
    /// fails several times in a row is left alone, and the others are reviewed by rules.
    /// </summary>
    /// <param name="limit">At most so many.</param>
    /// <returns>How many were reviewed.</returns>
    [Alias("ReviewOpen"), ResponseTimeout("00:05:00")]
    Task<int> ReviewOpen(int limit);
}

/// <summary>Whether a setup was what its rule asks for.</summary>
[GenerateSerializer, Alias("SetupValidity")]
public enum SetupValidity
{
    Valid,
    Invalid,
    EdgeCase,
}

/// <summary>What can be learnt from a trade.</summary>
/// <param name="TradeId">The engine's id of the trade.</param>
/// <param name="WhatHappened">Some sentences.</param>
/// <param name="WhatWorked">Some points.</param>
/// <param name="WhatDidntWork">Some points.</param>
/// <param name="SetupValidity">Whether the setup was what the rule asks for.</param>
/// <param name="PerformanceRating">How well it was executed, 1 to 5.</param>
/// <param name="Lessons">What to do otherwise.</param>
/// <param name="Reviewer">The model's configured name, or <c>rules</c>.</param>
/// <param name="FallbackReason">Why the model's review was not used; null where it was, or none is configured.</param>
/// <param name="ReviewedAt">UTC.</param>
/// <param name="CostUsd">What the model charged, USD.</param>
[GenerateSerializer, Immutable, Alias("TradeReview")]
public sealed record TradeReview(
    string TradeId,
    string WhatHappened,
    ImmutableArray<string> WhatWorked,
    ImmutableArray<string> WhatDidntWork,
    SetupValidity SetupValidity,
    int PerformanceRating,
    ImmutableArray<string> Lessons,
    string Reviewer,
    string? FallbackReason,
    DateTimeOffset ReviewedAt,
    decimal CostUsd
);
