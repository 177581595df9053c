using System.Numerics;

namespace LearningActors.Client;

/// <summary>The insights that are served, by what they have in common with a question.</summary>
/// <remarks>
/// A question gives some of the conditions. Of those that it gives, an insight names a part and must agree in all of it; the part also says
/// how relevant the insight is. So for each choice of given conditions the insights stand under the values of their part, surest first, and
/// an answer is merged from the heads of a few such lists.
/// </remarks>
internal sealed class InsightTable
{
    /// <summary>The conditions: setup, phase, symbol, timeframe and hour, each a bit of a mask.</summary>
    private const int Conditions = 5;
    private const int Masks = 1 << Conditions;

    /// <summary>
    /// 0.3 for the setup and for the phase, 0.2 for the symbol and for the timeframe; by mask, rounded as the service does.
    /// </summary>
    private static readonly double[] s_relevance =
    [
        .. Enumerable
            .Range(0, Masks)
            .Select(mask => Math.Round((((mask & 1) + ((mask >> 1) & 1)) * 0.3) + ((((mask >> 2) & 1) + ((mask >> 3) & 1)) * 0.2), 9)),
    ];

    private readonly Dictionary<string, int>[] _values =
    [
        .. Enumerable.Range(0, Conditions - 1).Select(_ => new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)),
    ];

    private readonly Dictionary<Part, Insight[]>[] _byGiven = new Dictionary<Part, Insight[]>[Masks];

    /// <summary>The parts that insights name, by what is given.</summary>
    private readonly int[][] _parts = new int[Masks][];

    internal InsightTable(IReadOnlyList<Insight> insights)
    {
        var named = insights.Select(insight => (Insight: insight, Part: PartOf(insight.MarketConditions))).ToArray();
        for (var given = 0; given < Masks; given++)
        {
            _byGiven[given] = named
                .Select(one => (one.Insight, Part: one.Part.Within(given)))
                .Where(one => s_relevance[one.Part.Mask] > 0)
                .GroupBy(one => one.Part, one => one.Insight)
                .ToDictionary(
                    group => group.Key,
                    group =>
                        group
                            .OrderByDescending(insight => s_relevance[group.Key.Mask] * insight.ConfidenceScore)
                            .ThenBy(insight => insight.Id)
                            .ToArray()
                );
            _parts[given] = [.. _byGiven[given].Keys.Select(part => part.Mask).Distinct()];
        }
    }

    /// <summary>The best ones by relevance times confidence; none that does not fit.</summary>
    internal IReadOnlyList<RelevantInsight> Find(TradeContext context, int limit)
    {
        var (given, asked) = Ask(context);
        var lists = _byGiven[given];
        var heads = new Head[_parts[given].Length];
        var count = 0;
        foreach (var mask in _parts[given])
        {
            // What the question names and no insight does is not among the values: no list has it.
            if ((mask & ~asked.Mask) == 0 && lists.TryGetValue(asked.Within(mask), out var list))
                heads[count++] = new Head(list, 0, s_relevance[mask]);
        }

        return count == 0 ? [] : Merge(heads.AsSpan(0, count), limit);
    }

    private static List<RelevantInsight> Merge(Span<Head> heads, int limit)
    {
        var found = new List<RelevantInsight>(Math.Min(limit, 8));
        while (found.Count < limit)
        {
            var best = -1;
            for (var i = 0; i < heads.Length; i++)
            {
                if (!heads[i].IsEmpty && (best < 0 || heads[i].IsBefore(heads[best])))
                    best = i;
            }

            if (best < 0)
                break;
            found.Add(new RelevantInsight(heads[best].Insight, heads[best].Relevance));
            heads[best] = heads[best].Next;
        }

        return found;
    }

    private Part PartOf(TradeConditions conditions)
    {
        return new Part(
            Number(0, conditions.SetupType),
            Number(1, conditions.MarketPhase),
            Number(2, conditions.Symbol),
            Number(3, conditions.Timeframe),
            (conditions.Hour ?? -1) + 1
        );

        int Number(int condition, string? value)
        {
            if (value is null)
                return 0;
            if (!_values[condition].TryGetValue(value, out var number))
                _values[condition][value] = number = _values[condition].Count + 1;
            return number;
        }
    }

    /// <summary>
    /// What the question gives, and those of its values that insights name. What is empty is not given, as in a query string.
    /// </summary>
    private (int Given, Part Asked) Ask(TradeContext context)
    {
        var given = context.Hour is null ? 0 : 16;
        var asked = new Part(
            Number(0, context.SetupType, ref given),
            Number(1, context.MarketPhase, ref given),
            Number(2, context.Symbol, ref given),
            Number(3, context.Timeframe, ref given),
            (context.Hour ?? -1) + 1
        );
        return (given, asked);

        int Number(int condition, string? value, ref int mask)
        {
            if (string.IsNullOrEmpty(value))
                return 0;
            mask |= 1 << condition;
            return _values[condition].GetValueOrDefault(value);
        }
    }

    /// <summary>Values of conditions by their numbers, from 1; 0 where one is not named.</summary>
    private readonly record struct Part(int Setup, int Phase, int Symbol, int Timeframe, int Hour)
    {
        internal int Mask =>
            (Setup > 0 ? 1 : 0) | (Phase > 0 ? 2 : 0) | (Symbol > 0 ? 4 : 0) | (Timeframe > 0 ? 8 : 0) | (Hour > 0 ? 16 : 0);

        internal Part Within(int mask) =>
            new(
                (mask & 1) != 0 ? Setup : 0,
                (mask & 2) != 0 ? Phase : 0,
                (mask & 4) != 0 ? Symbol : 0,
                (mask & 8) != 0 ? Timeframe : 0,
                (mask & 16) != 0 ? Hour : 0
            );

        // The numbers are small and dense; the usual combination of hashes costs as much as the rest of the look.
        public override int GetHashCode() =>
            (int)
                BitOperations.RotateLeft(
                    (((((((((uint)Setup * 31) + (uint)Phase) * 131) + (uint)Symbol) * 31) + (uint)Timeframe) * 31) + (uint)Hour),
                    7
                );
    }

    /// <summary>The next insight of a list.</summary>
    private readonly record struct Head(Insight[] List, int At, double Relevance)
    {
        internal bool IsEmpty => At == List.Length;

        internal Insight Insight => List[At];

        internal Head Next => this with { At = At + 1 };

        internal bool IsBefore(Head other)
        {
            var (score, others) = (Relevance * Insight.ConfidenceScore, other.Relevance * other.Insight.ConfidenceScore);
            return score > others || (score == others && Insight.Id.CompareTo(other.Insight.Id) < 0);
        }
    }
}
