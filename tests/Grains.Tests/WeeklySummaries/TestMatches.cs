using LearningActors.Recommendations;

namespace LearningActors.Tests.WeeklySummaries;

/// <summary>Matches as reconciliation makes them.</summary>
internal static class TestMatches
{
    internal static readonly DateOnly Monday = new(2024, 12, 30);
    private static int s_count;

    /// <summary>A recommendation of a day and what was done about it.</summary>
    internal static MatchedRecommendation Match(
        MatchKind kind,
        DateOnly? day = null,
        string symbol = "PLTR",
        int? days = null,
        decimal? strike = null,
        decimal? premium = 200,
        int hourUtc = 18,
        string? version = "v3",
        decimal? pnl = null,
        decimal? counterfactual = null,
        OutcomeKind? outcome = null,
        bool executed = true,
        string? excluded = null,
        string currency = Execution.UsualCurrency
    )
    {
        var (id, on, number) = (Guid.CreateVersion7(), day ?? Monday, Interlocked.Increment(ref s_count));
        var recommendation =
            kind == MatchKind.Independent
                ? null
                : new Recommendation(
                    $"r{number}",
                    new DateTimeOffset(on.ToDateTime(new TimeOnly(hourUtc, 0)), TimeSpan.Zero),
                    symbol,
                    null,
                    RecommendedAction.SellToOpen,
                    26,
                    on.AddDays(14),
                    OptionRight.Put,
                    premium,
                    "new_position",
                    version,
                    []
                );
        var isExecuted = kind is MatchKind.Modify or MatchKind.Independent || (kind == MatchKind.Consent && executed);
        var ended =
            outcome
            ?? (
                pnl is null ? OutcomeKind.Open
                : pnl > 0 ? OutcomeKind.ClosedProfit
                : OutcomeKind.ClosedLoss
            );
        return new MatchedRecommendation(
            new MatchRecord(
                id,
                on,
                symbol,
                new Match(recommendation?.Id, isExecuted ? $"e{number}" : null, kind, null, strike, days, null, []),
                null,
                null,
                null,
                excluded,
                isExecuted || counterfactual is not null
                    ? Outcome(id, on, isExecuted ? ended : null, pnl ?? 0, counterfactual, currency)
                    : null,
                [],
                default
            ),
            recommendation
        );
    }

    private static PositionOutcome Outcome(
        Guid id,
        DateOnly on,
        OutcomeKind? kind,
        decimal pnl,
        decimal? counterfactual,
        string currency
    ) => new(id, kind, pnl, counterfactual, on, pnl, pnl, kind != OutcomeKind.Open, false, null, null, currency);

    internal static MatchedRecommendation[] Many(int count, Func<int, MatchedRecommendation> match) =>
        [.. Enumerable.Range(0, count).Select(match)];
}
