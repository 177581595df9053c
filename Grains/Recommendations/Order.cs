using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Executions that are the fills of one order, as far as a broker's record tells.</summary>
/// <param name="Fills">In order of their time, then id.</param>
internal sealed record Order(ImmutableArray<Fill> Fills)
{
    /// <summary>Fills of one order follow each other so closely.</summary>
    internal static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Trades of the same account, instrument and action that name the same recommendation, or none, and follow each other
    /// closely.
    /// </summary>
    internal static IEnumerable<Order> Of(IEnumerable<Fill> executions)
    {
        foreach (
            var group in executions
                .Where(fill => fill.Execution.IsTrade)
                .GroupBy(fill =>
                    (fill.Execution.Account, fill.Execution.Instrument, fill.Execution.Action, fill.Execution.RecommendationId)
                )
        )
        {
            var fills = ImmutableArray.CreateBuilder<Fill>();
            foreach (var fill in group.OrderBy(fill => fill.Execution.At).ThenBy(fill => fill.Execution.Id, StringComparer.Ordinal))
            {
                if (fills.Count > 0 && fill.Execution.At - fills[^1].Execution.At > LongestGap)
                    yield return new Order(fills.DrainToImmutable());
                fills.Add(fill);
            }

            yield return new Order(fills.DrainToImmutable());
        }
    }
}
