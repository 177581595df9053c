using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>Makes insights of contrasts, and keeps them in step with the trades.</summary>
internal static class InsightMaking
{
    private const int SupportingTradesKept = 50;

    /// <summary>The insight of a contrast. The same claim always has the same id.</summary>
    internal static Insight Make(
        TradeConditions conditions,
        TradeConditions scope,
        Contrast contrast,
        IReadOnlyCollection<TradeResult> trades,
        InsightType? type,
        string? text,
        string foundBy,
        DateTimeOffset now
    )
    {
        var isBetter = contrast.IsBetter;
        return new Insight(
            IdOf(conditions, scope, isBetter),
            type ?? TypeOf(conditions, scope),
            text ?? Words(conditions, scope, contrast),
            conditions,
            scope,
            isBetter,
            WilsonInterval.Proportion(contrast.Wins, contrast.N),
            WilsonInterval.Proportion(contrast.RestWins, contrast.RestN),
            contrast.Confidence(isBetter),
            Supporting(trades, conditions, isBetter),
            foundBy,
            IsActive: true,
            now,
            now
        );
    }

    /// <summary>The insight with the figures of now. Its direction stays; the confidence falls where trades speak against it.</summary>
    internal static Insight Reestimate(Insight insight, IReadOnlyCollection<TradeResult> trades, DateTimeOffset now)
    {
        var contrast = Contrast.Of(trades.Where(insight.Scope.Holds), insight.Conditions);
        var (rate, rest) = (
            WilsonInterval.Proportion(contrast.Wins, contrast.N),
            WilsonInterval.Proportion(contrast.RestWins, contrast.RestN)
        );
        if (rate == insight.WinRate && rest == insight.RestWinRate)
            return insight;
        return insight with
        {
            WinRate = rate,
            RestWinRate = rest,
            Confidence = contrast.Confidence(insight.IsBetter),
            SupportingTrades = Supporting(trades.Where(insight.Scope.Holds), insight.Conditions, insight.IsBetter),
            // A sentence with figures is written anew; a model's words had none but those that were checked at the time.
            Text = insight.FoundBy == ByStatistics && contrast.N > 0 ? Words(insight.Conditions, insight.Scope, contrast) : insight.Text,
            UpdatedAt = now,
        };
    }

    /// <summary>
    /// An insight found again: its figures and words are the new ones, and it is served again. One that changed since the trades
    /// were read stays as it is: what changed it saw later trades.
    /// </summary>
    internal static Insight Merge(Insight known, Insight found, DateTimeOffset now) =>
        known.UpdatedAt > found.UpdatedAt
            ? known
            : found with
            {
                CreatedAt = known.CreatedAt,
                UpdatedAt = now,
                FoundBy = known.FoundBy,
                Text = known.FoundBy == found.FoundBy ? found.Text : known.Text,
                Type = known.Type,
            };

    internal const string ByStatistics = "statistics";

    private static InsightType TypeOf(TradeConditions conditions, TradeConditions scope) =>
        conditions.Count() - scope.Count() > 1
            ? InsightType.Pattern
            : (
                conditions.SetupType != scope.SetupType,
                conditions.MarketPhase != scope.MarketPhase,
                conditions.Symbol != scope.Symbol
            ) switch
            {
                (true, _, _) => InsightType.Setup,
                (_, true, _) => InsightType.MarketPhase,
                (_, _, true) => InsightType.Risk,
                _ => InsightType.Execution,
            };

    private static string Words(TradeConditions conditions, TradeConditions scope, Contrast contrast) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Trades with {conditions.Words()} win {(double)contrast.Wins / contrast.N:P1} of {contrast.N}; "
                + $"{(scope == TradeConditions.All ? "all others" : $"others with {scope.Words()}")} win "
                + $"{(double)contrast.RestWins / contrast.RestN:P1} of {contrast.RestN}."
        );

    private static ImmutableArray<string> Supporting(IEnumerable<TradeResult> trades, TradeConditions conditions, bool isBetter) =>
        [
            .. trades
                .Where(trade => conditions.Holds(trade) && trade.IsWin == isBetter)
                .TakeLast(SupportingTradesKept)
                .Select(trade => trade.Id),
        ];

    private static Guid IdOf(TradeConditions conditions, TradeConditions scope, bool isBetter) =>
        HashedId.Of(InsightClaim.Of(conditions, scope, isBetter));
}

/// <summary>What names an insight: conditions, scope and direction.</summary>
public static class InsightClaim
{
    /// <summary>The claim of an insight.</summary>
    public static string Of(Insight insight) => Of(insight.Conditions, insight.Scope, insight.IsBetter);

    internal static string Of(TradeConditions conditions, TradeConditions scope, bool isBetter) =>
        $"{conditions} in {scope}: {(isBetter ? "better" : "worse")}";
}
