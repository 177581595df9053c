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
        Of(trades, InsightOutcome.WinRate, now).Concat(Of(trades, trades.Size, now));

    private static IEnumerable<Insight> Of(ScopedTrades trades, InsightOutcome outcome, DateTimeOffset now) =>
        trades
            .Of(outcome)
            .All.Select(finding =>
                Make(trades, finding.Conditions, finding.IsBetter, null, null, ByStatistics, now, outcome) with
                {
                    Variants =
                    [
                        .. finding
                            .Variants.Take(VariantsKept)
                            .Select(variant => new InsightVariant(
                                variant.Within(trades.Scope),
                                Words(trades, variant, outcome),
                                ByStatistics
                            )),
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
        // A model claims that trades win more or less often.
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
            one.Outcome == other.Outcome && trades.Findings.Table.AreAlike(one.Conditions, one.IsBetter, other.Conditions, other.IsBetter);
    }

    /// <summary>An insight. The same claim always has the same id.</summary>
    /// <param name="trades">The trades of the scope.</param>
    /// <param name="conditions">The conditions, beyond those of the scope.</param>
    /// <param name="isBetter">Trades there do better.</param>
    /// <param name="type">What it is about; null where that follows from the conditions.</param>
    /// <param name="text">A sentence; null where it is made of the figures.</param>
    /// <param name="foundBy">A model, or <see cref="ByStatistics"/>.</param>
    /// <param name="now">UTC.</param>
    /// <param name="outcome">What trades are compared by.</param>
    internal static Insight Make(
        ScopedTrades trades,
        TradeConditions conditions,
        bool isBetter,
        InsightType? type,
        string? text,
        string foundBy,
        DateTimeOffset now,
        InsightOutcome outcome = InsightOutcome.WinRate
    )
    {
        var (findings, all) = (trades.Of(outcome), conditions.Within(trades.Scope));
        var (contrast, size) = (findings.Table.Compare(conditions), Results.Of(findings.Table, conditions));
        return new Insight(
            HashedId.Of(InsightClaim.Of(all, trades.Scope, isBetter, outcome)),
            type ?? TypeOf(conditions),
            text ?? Words(trades, conditions, outcome),
            all,
            trades.Scope,
            isBetter,
            WilsonInterval.Proportion(contrast.Wins, contrast.N),
            WilsonInterval.Proportion(contrast.RestWins, contrast.RestN),
            findings.Confidence(conditions, isBetter),
            Supporting(trades, conditions, isBetter, outcome, size),
            foundBy,
            IsActive: true,
            now,
            now,
            [],
            Courses.Of(trades.Trades.Where(conditions.Holds)),
            Courses.Of(trades.Trades.Where(trade => !conditions.Holds(trade))),
            size is null ? findings.ExpectWins(conditions) : null,
            outcome,
            size?.There,
            size?.Elsewhere,
            size is null ? null : findings.ExpectDifference(conditions)
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
            && trades.Of(insight.Outcome).Table.Where(insight.Conditions).Count > 0
                ? null
                : insight.Text,
            insight.FoundBy,
            now,
            insight.Outcome
        );
        return
            (current.WinRate, current.RestWinRate, current.Result, current.RestResult)
                == (insight.WinRate, insight.RestWinRate, insight.Result, insight.RestResult)
            && Math.Abs(current.Confidence - insight.Confidence) < 1e-9
            ? insight
            : current with
            {
                IsActive = insight.IsActive,
                CreatedAt = insight.CreatedAt,
                Variants = insight.Variants,
                Decision = insight.Decision,
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
                Decision = known.Decision,
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

    private static string Words(ScopedTrades trades, TradeConditions conditions, InsightOutcome outcome)
    {
        var table = trades.Of(outcome).Table;
        var (contrast, size) = (table.Compare(conditions), Results.Of(table, conditions));
        var (there, others) = (
            $"Trades with {conditions.Within(trades.Scope).Words()}",
            trades.Scope == TradeConditions.All ? "all others" : $"others with {trades.Scope.Words()}"
        );
        var (rate, restRate) = ((double)contrast.Wins / contrast.N, (double)contrast.RestWins / contrast.RestN);
        return size is null
            ? Say($"{there} win {rate:P1} of {contrast.N}; {others} win {restRate:P1} of {contrast.RestN}.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{there} make {Results.Words(size.There, outcome)} on average of {contrast.N}; {others} make "
                    + $"{Results.Words(size.Elsewhere, outcome)} of {contrast.RestN}. They win {rate:P1}, and the others {restRate:P1}."
            );
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Supporting(
        ScopedTrades trades,
        TradeConditions conditions,
        bool isBetter,
        InsightOutcome outcome,
        Results? size
    )
    {
        return
        [
            .. trades
                .Trades.Where(trade => conditions.Holds(trade) && Speaks(trade))
                .TakeLast(SupportingTradesKept)
                .Select(trade => trade.Id),
        ];

        bool Speaks(TradeResult trade) =>
            size is null ? trade.IsWin == isBetter : new Bet([trade]).Result(outcome) > size.Elsewhere.Mean == isBetter;
    }
}

/// <summary>What names an insight: conditions, scope and direction.</summary>
public static class InsightClaim
{
    /// <summary>The claim of an insight.</summary>
    public static string Of(Insight insight) => Of(insight.Conditions, insight.Scope, insight.IsBetter, insight.Outcome);

    internal static string Of(TradeConditions conditions, TradeConditions scope, bool isBetter, InsightOutcome outcome) =>
        $"{conditions} in {scope}: {(isBetter ? "better" : "worse")}{(outcome == InsightOutcome.WinRate ? "" : $" by {outcome}")}";
}
