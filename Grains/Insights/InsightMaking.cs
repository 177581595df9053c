using System.Collections.Immutable;
using System.Globalization;
using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>Makes insights of what trades show, and keeps them in step with the trades.</summary>
internal static class InsightMaking
{
    internal const string ByStatistics = "statistics";

    private const int SupportingTradesKept = 50;
    private const int VariantsKept = 20;

    /// <summary>The insights of what was found.</summary>
    internal static IEnumerable<Insight> Of(ScopedTrades trades, DateTimeOffset now) =>
        trades.Findings.All.Select(finding =>
            Make(trades, finding.Conditions, finding.IsBetter, null, null, ByStatistics, now) with
            {
                Variants =
                [
                    .. finding
                        .Variants.Take(VariantsKept)
                        .Select(variant => (Conditions: variant.Within(trades.Scope), Contrast: trades.Findings.Table.Compare(variant)))
                        .Select(one => new InsightVariant(one.Conditions, Words(one.Conditions, trades.Scope, one.Contrast), ByStatistics)),
                ],
            }
        );

    /// <summary>
    /// The found insights and those that a model claimed. What the model says of trades that an insight is about already becomes a variant
    /// of that.
    /// </summary>
    /// <param name="found">What was found without the model.</param>
    /// <param name="claimed">What it claims.</param>
    /// <param name="known">Insights that there were.</param>
    /// <param name="trades">The trades of the scope.</param>
    internal static List<Insight> Join(
        IReadOnlyList<Insight> found,
        IReadOnlyList<Insight> claimed,
        IEnumerable<Insight> known,
        ScopedTrades trades
    )
    {
        List<Insight> all = [.. found];
        Insight[] earlier = [.. known.Where(insight => insight.IsActive && insight.Scope == trades.Scope)];
        foreach (var claim in claimed)
        {
            var like = all.FindIndex(insight => AreAlike(insight, claim));
            if (like >= 0)
                all[like] = all[like].With(VariantOf(claim));
            else
                all.Add(
                    Array.Find(earlier, insight => AreAlike(insight, claim)) is { } one && one.Id != claim.Id
                        ? (Reestimate(one, trades, claim.UpdatedAt) with { UpdatedAt = claim.UpdatedAt }).With(VariantOf(claim))
                        : claim
                );
        }

        return all;

        bool AreAlike(Insight one, Insight other) =>
            trades.Findings.Table.AreAlike(one.Conditions, one.IsBetter, other.Conditions, other.IsBetter);
    }

    /// <summary>An insight. The same claim always has the same id.</summary>
    /// <param name="trades">The trades of the scope.</param>
    /// <param name="conditions">The conditions, beyond those of the scope.</param>
    /// <param name="isBetter">Trades there win more often.</param>
    /// <param name="type">What it is about; null where that follows from the conditions.</param>
    /// <param name="text">A sentence; null where it is made of the figures.</param>
    /// <param name="foundBy">A model, or <see cref="ByStatistics"/>.</param>
    /// <param name="now">UTC.</param>
    internal static Insight Make(
        ScopedTrades trades,
        TradeConditions conditions,
        bool isBetter,
        InsightType? type,
        string? text,
        string foundBy,
        DateTimeOffset now
    )
    {
        var (contrast, all) = (trades.Findings.Table.Compare(conditions), conditions.Within(trades.Scope));
        return new Insight(
            IdOf(all, trades.Scope, isBetter),
            type ?? TypeOf(conditions),
            text ?? Words(all, trades.Scope, contrast),
            all,
            trades.Scope,
            isBetter,
            WilsonInterval.Proportion(contrast.Wins, contrast.N),
            WilsonInterval.Proportion(contrast.RestWins, contrast.RestN),
            trades.Findings.Confidence(conditions, isBetter),
            Supporting(trades, conditions, isBetter),
            foundBy,
            IsActive: true,
            now,
            now,
            [],
            Courses.Of(trades.Trades.Where(conditions.Holds)),
            Courses.Of(trades.Trades.Where(trade => !conditions.Holds(trade))),
            trades.Findings.Expect(conditions)
        );
    }

    /// <summary>
    /// The insight with the figures of now. Its direction stays; the confidence falls where trades speak against it, and where what was
    /// found since explains it.
    /// </summary>
    internal static Insight Reestimate(Insight insight, ScopedTrades trades, DateTimeOffset now)
    {
        var current = Make(
            trades,
            insight.Conditions.Beyond(insight.Scope),
            insight.IsBetter,
            insight.Type,
            // A sentence with figures is written anew; a model's words had none but those that were checked at the time.
            insight.FoundBy == ByStatistics
            && trades.Findings.Table.Where(insight.Conditions).Count > 0
                ? null
                : insight.Text,
            insight.FoundBy,
            now
        );
        return
            (current.WinRate, current.RestWinRate) == (insight.WinRate, insight.RestWinRate)
            && Math.Abs(current.Confidence - insight.Confidence) < 1e-9
            ? insight
            : current with
            {
                IsActive = insight.IsActive,
                CreatedAt = insight.CreatedAt,
                Variants = insight.Variants,
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
                Variants = Variants(found.Variants, known.Variants),
            };

    private static InsightVariant VariantOf(Insight claim) => new(claim.Conditions, claim.Text, claim.FoundBy);

    private static Insight With(this Insight insight, InsightVariant variant) =>
        insight with
        {
            Variants = Variants([variant], insight.Variants),
        };

    /// <summary>The newest words for the same conditions by the same finder, the newest first.</summary>
    private static ImmutableArray<InsightVariant> Variants(ImmutableArray<InsightVariant> newest, ImmutableArray<InsightVariant> known) =>
        [.. newest.Concat(known).DistinctBy(one => (one.Conditions, one.FoundBy)).Take(VariantsKept)];

    private static InsightType TypeOf(TradeConditions conditions) =>
        conditions.Count() > 1
            ? InsightType.Pattern
            : conditions switch
            {
                { SetupType: not null } => InsightType.Setup,
                { MarketPhase: not null } => InsightType.MarketPhase,
                { Symbol: not null } => InsightType.Risk,
                _ => InsightType.Execution,
            };

    private static string Words(TradeConditions conditions, TradeConditions scope, Contrast contrast) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Trades with {conditions.Words()} win {(double)contrast.Wins / contrast.N:P1} of {contrast.N}; "
                + $"{(scope == TradeConditions.All ? "all others" : $"others with {scope.Words()}")} win "
                + $"{(double)contrast.RestWins / contrast.RestN:P1} of {contrast.RestN}."
        );

    private static ImmutableArray<string> Supporting(ScopedTrades trades, TradeConditions conditions, bool isBetter) =>
        [
            .. trades
                .Trades.Where(trade => conditions.Holds(trade) && trade.IsWin == isBetter)
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
