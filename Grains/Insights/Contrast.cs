namespace LearningActors.Insights;

/// <summary>The bets of some conditions beside the others.</summary>
/// <param name="N">Bets of the conditions.</param>
/// <param name="Wins">Those of them with a profit.</param>
/// <param name="RestN">The others.</param>
/// <param name="RestWins">Those of them with a profit.</param>
internal sealed record Contrast(long N, long Wins, long RestN, long RestWins)
{
    internal bool IsBetter => N > 0 && RestN > 0 && Wins * (double)RestN > RestWins * (double)N;

    internal bool IsWorse => N > 0 && RestN > 0 && Wins * (double)RestN < RestWins * (double)N;
}
