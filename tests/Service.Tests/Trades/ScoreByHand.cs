namespace LearningActors.Tests.Trades;

/// <summary>The score of a rule, written out once more.</summary>
internal static class ScoreByHand
{
    /// <summary>The specification's formula, written out once more.</summary>
    internal static double Replay(IEnumerable<(bool Won, string Validity, int Rating)> reviews)
    {
        var (score, total, wins) = (0.5, 0, 0);
        foreach (var (won, validity, rating) in reviews)
        {
            total++;
            wins += won ? 1 : 0;
            var factor =
                validity == "valid" ? 1.0
                : validity == "edge_case" ? 0.9
                : 0.7;
            var weight = Math.Min(total / 20.0, 0.9);
            score = (weight * score) + ((1 - weight) * ((0.6 * ((double)wins / total) * factor) + (0.4 * rating / 5.0)));
        }

        return score;
    }
}
