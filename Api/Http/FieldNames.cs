using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Analysis;
using LearningActors.Imports;
using LearningActors.Insights;
using LearningActors.Prompts;
using LearningActors.Recommendations;
using LearningActors.Strategies;
using LearningActors.Trades;
using LearningActors.WeeklySummaries;

namespace LearningActors.Http;

/// <summary>
/// How answers name the fields of the grains' records, where that is not simply the property in snake case: what comes in as
/// <c>trade_id</c> goes out as <c>trade_id</c>. Field names of HTTP stand in this project alone; the records, and the states that
/// hold them, have their own.
/// </summary>
internal static class FieldNames
{
    private static readonly FrozenDictionary<Type, Shape> s_shapes = new Dictionary<Type, Shape>
    {
        [typeof(FeedbackSummary)] = new()
        {
            Names =
            {
                [nameof(FeedbackSummary.Explanations)] = "total_explanations",
                [nameof(FeedbackSummary.Votes)] = "total_feedback",
                [nameof(FeedbackSummary.Positive)] = "positive_feedback",
                [nameof(FeedbackSummary.Rating)] = "avg_rating",
            },
        },
        [typeof(AnalyticsResponse)] = new() { Inlined = [nameof(AnalyticsResponse.Total)] },
        [typeof(SignalResponse)] = new() { Inlined = [nameof(SignalResponse.Total)] },
        [typeof(SignalFigures)] = new() { Inlined = [nameof(SignalFigures.Figures)] },
        [typeof(TickerFigures)] = new() { Inlined = [nameof(TickerFigures.Figures)] },
        [typeof(PromptVersionFigures)] = new() { Inlined = [nameof(PromptVersionFigures.Figures)] },
        [typeof(ModelFigures)] = new() { Inlined = [nameof(ModelFigures.Figures)] },
        [typeof(DayFigures)] = new() { Inlined = [nameof(DayFigures.Figures)] },
        [typeof(PromptVersion)] = new() { Names = { [nameof(PromptVersion.Version)] = "prompt_version" } },
        [typeof(PromptRecord)] = new() { Inlined = [nameof(PromptRecord.Prompt)] },
        [typeof(ChampionChange)] = new() { Names = { [nameof(ChampionChange.Version)] = "prompt_version" } },
        [typeof(HoldoutShare)] = new() { Names = { [nameof(HoldoutShare.Version)] = "prompt_version" } },
        [typeof(Trade)] = new() { Names = { [nameof(Trade.Id)] = "trade_id", [nameof(Trade.Rule)] = "strategy_rule" } },
        [typeof(StrategyPerformance)] = new()
        {
            Names =
            {
                [nameof(StrategyPerformance.Effectiveness)] = "effectiveness_score",
                [nameof(StrategyPerformance.MeanRating)] = "avg_performance_rating",
            },
            Inlined = [nameof(StrategyPerformance.Rule)],
        },
        [typeof(Insight)] = new()
        {
            Names =
            {
                [nameof(Insight.Type)] = "insight_type",
                [nameof(Insight.Text)] = "insight",
                [nameof(Insight.Conditions)] = "market_conditions",
                [nameof(Insight.Scope)] = "filters",
                [nameof(Insight.Confidence)] = "confidence_score",
            },
        },
        [typeof(InsightVariant)] = new()
        {
            Names = { [nameof(InsightVariant.Conditions)] = "market_conditions", [nameof(InsightVariant.Text)] = "insight" },
        },
        [typeof(InsightCount)] = new() { Names = { [nameof(InsightCount.Type)] = "insight_type" } },
        [typeof(RelevantInsight)] = new() { Inlined = [nameof(RelevantInsight.Insight)] },
        [typeof(Match)] = new() { Names = { [nameof(Match.Kind)] = "match_type" } },
        [typeof(FormerMatch)] = new() { Names = { [nameof(FormerMatch.Kind)] = "match_type" } },
        [typeof(MatchRecord)] = new() { Inlined = [nameof(MatchRecord.Match)] },
        [typeof(KindCount)] = new() { Names = { [nameof(KindCount.Kind)] = "match_type" } },
        [typeof(KindPnl)] = new() { Names = { [nameof(KindPnl.Kind)] = "match_type", [nameof(KindPnl.Forgone)] = "forgone" } },
        [typeof(ReasonCount)] = new() { Names = { [nameof(ReasonCount.Reason)] = "reason_code" } },
        [typeof(TrackedOutcomes)] = new() { Names = { [nameof(TrackedOutcomes.AsOf)] = "as_of_date" } },
        [typeof(Recommendation)] = new()
        {
            Names = { [nameof(Recommendation.Id)] = "recommendation_id", [nameof(Recommendation.Right)] = "option_right" },
        },
        [typeof(RecommendedLeg)] = new() { Names = { [nameof(RecommendedLeg.Right)] = "option_right" } },
        [typeof(Execution)] = new()
        {
            Names =
            {
                [nameof(Execution.Id)] = "execution_id",
                [nameof(Execution.At)] = "executed_at",
                [nameof(Execution.Kind)] = "instrument_kind",
            },
        },
        [typeof(ExecutedOrder)] = new() { Names = { [nameof(ExecutedOrder.Id)] = "order_id", [nameof(ExecutedOrder.At)] = "executed_at" } },
        [typeof(OutcomeCount)] = new() { Names = { [nameof(OutcomeCount.Kind)] = "outcome" } },
        [typeof(PositionOutcome)] = new() { Names = { [nameof(PositionOutcome.AsOf)] = "as_of_date" } },
        [typeof(MatchOutcome)] = new() { Inlined = [nameof(MatchOutcome.Outcome)] },
        [typeof(VersionAccuracy)] = new() { Names = { [nameof(VersionAccuracy.Version)] = "algorithm_version" } },
        [typeof(WeekFigures)] = new() { Names = { [nameof(WeekFigures.ByKind)] = "by_match_type" } },
        [typeof(ImportSource)] = new() { Names = { [nameof(ImportSource.By)] = "imported_by" } },
        [typeof(ImportRecord)] = new() { Inlined = [nameof(ImportRecord.Source)] },
        [typeof(ImportReceipt)] = new() { Inlined = [nameof(ImportReceipt.Import)] },
        [typeof(SummaryReview)] = new()
        {
            Names = { [nameof(SummaryReview.Status)] = "review_status", [nameof(SummaryReview.Notes)] = "review_notes" },
        },
        [typeof(Implementation)] = new() { Names = { [nameof(Implementation.On)] = "implemented_on" } },
        [typeof(AlertStatus)] = new() { Inlined = [nameof(AlertStatus.Alert)] },
    }.ToFrozenDictionary();

    /// <summary>Renames and inlines the fields of a type; a modifier of the resolver that answers are written by.</summary>
    internal static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !s_shapes.TryGetValue(type.Type, out var shape))
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if ((type.Properties[i].AttributeProvider as MemberInfo)?.Name is not { } member)
                continue;
            if (shape.Names.TryGetValue(member, out var name))
                type.Properties[i].Name = name;
            else if (shape.Inlined.Contains(member))
                Inline(type, i);
        }
    }

    /// <summary>Puts the fields of an object in the place of the object.</summary>
    private static void Inline(JsonTypeInfo type, int at)
    {
        var outer = type.Properties[at];
        type.Properties.RemoveAt(at);
        foreach (var inner in type.Options.GetTypeInfo(outer.PropertyType).Properties)
        {
            var field = type.CreateJsonPropertyInfo(inner.PropertyType, inner.Name);
            field.AttributeProvider = inner.AttributeProvider;
            field.IsGetNullable = inner.IsGetNullable;
            field.Get = value => inner.Get!(outer.Get!(value)!);
            type.Properties.Insert(at++, field);
        }
    }

    /// <summary>How the fields of a type differ from its properties.</summary>
    private sealed class Shape
    {
        /// <summary>Fields by the property that they show.</summary>
        internal Dictionary<string, string> Names { get; } = [];

        /// <summary>Properties whose fields stand beside the others.</summary>
        internal ImmutableArray<string> Inlined { get; init; } = [];
    }
}
