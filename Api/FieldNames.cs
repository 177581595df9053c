using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using LearningActors.Alerts;
using LearningActors.AlgorithmChanges;
using LearningActors.Analysis;
using LearningActors.FineTuning;
using LearningActors.Http;
using LearningActors.Imports;
using LearningActors.Insights;
using LearningActors.Prompts;
using LearningActors.Recommendations;
using LearningActors.Strategies;
using LearningActors.Trades;
using LearningActors.WeeklySummaries;

namespace LearningActors;

/// <summary>
/// How answers name the fields of the grains' records, where that is not simply the property in snake case: what comes in as
/// <c>trade_id</c> goes out as <c>trade_id</c>. Field names of HTTP stand in this project alone; the records, and the states that
/// hold them, have their own.
/// </summary>
internal static class FieldNames
{
    private static readonly FrozenDictionary<Type, FieldShape> s_shapes = new[]
    {
        AlertFieldNames.Shapes,
        AlgorithmChangeFieldNames.Shapes,
        AnalysisFieldNames.Shapes,
        FineTuningFieldNames.Shapes,
        ImportFieldNames.Shapes,
        InsightFieldNames.Shapes,
        PromptFieldNames.Shapes,
        RecommendationFieldNames.Shapes,
        StrategyFieldNames.Shapes,
        TradeFieldNames.Shapes,
        WeeklySummaryFieldNames.Shapes,
    }
        .SelectMany(shapes => shapes)
        .ToFrozenDictionary(shape => shape.Type);

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
                Inline(type, i, shape.LeftOut);
        }
    }

    /// <summary>Puts the fields of an object in the place of the object.</summary>
    private static void Inline(JsonTypeInfo type, int at, ImmutableArray<string> leftOut)
    {
        var outer = type.Properties[at];
        type.Properties.RemoveAt(at);
        foreach (var inner in type.Options.GetTypeInfo(outer.PropertyType).Properties)
        {
            if ((inner.AttributeProvider as MemberInfo)?.Name is { } member && leftOut.Contains(member))
                continue;
            var field = type.CreateJsonPropertyInfo(inner.PropertyType, inner.Name);
            field.AttributeProvider = inner.AttributeProvider;
            field.IsGetNullable = inner.IsGetNullable;
            field.Get = value => inner.Get!(outer.Get!(value)!);
            type.Properties.Insert(at++, field);
        }
    }
}
