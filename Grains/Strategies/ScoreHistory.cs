using System.Collections.Immutable;
using LearningActors.Statistics;
using LearningActors.Trades;

namespace LearningActors.Strategies;

/// <summary>How the score of a rule moved: the replay of <see cref="Effectiveness"/>, stopped at the end of each day.</summary>
public static class ScoreHistory
{
    /// <summary>A point for each UTC day with an exit, the earliest first; the last one is the score of now.</summary>
    public static ImmutableArray<ScorePoint> Of(IEnumerable<ReviewedTrade> trades)
    {
        var points = ImmutableArray.CreateBuilder<ScorePoint>();
        var (score, ofDay) = (Effectiveness.Start, 0);
        foreach (var trade in Effectiveness.InOrder(trades))
        {
            var day = DateOnly.FromDateTime(trade.ExitTime.UtcDateTime);
            var isSameDay = points.Count > 0 && points[^1].Day == day;
            (score, ofDay) = (score.After(trade), isSameDay ? ofDay + 1 : 1);
            if (isSameDay)
                points.RemoveAt(points.Count - 1);
            var wins = WilsonInterval.Proportion(score.WinningTrades, score.TotalTrades);
            points.Add(new ScorePoint(day, score.Score, score.TotalTrades, wins, ofDay));
        }

        return points.ToImmutable();
    }
}
