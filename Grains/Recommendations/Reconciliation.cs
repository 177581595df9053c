using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Matches the recommendations of a day with what was executed.</summary>
/// <remarks>
/// An execution that names its recommendation belongs to it. The others are assigned so that the sum of scores is the highest,
/// each used once: same underlying, executed within 48 hours after the recommendation was sent, and, where both say so, same
/// account and same call or put; from a score of 50.
/// </remarks>
public static class Reconciliation
{
    /// <summary>Executions count for a recommendation so long.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(48);

    private const double TieBreak = 1e-6;
    private static readonly HashSet<string> s_passive = new(["WAIT", "HOLD", "MONITOR"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> s_nothingToDo = new(["alert", "monitor"], StringComparer.OrdinalIgnoreCase);

    /// <summary>One match for each recommendation, and one for each execution of the day that belongs to none.</summary>
    /// <param name="recommendations">Those sent on the day.</param>
    /// <param name="executions">Everything executed from the day's beginning to the end of the last window, and whatever names one of the recommendations; without what belongs to recommendations of other days.</param>
    /// <param name="isOfDay">Whether an execution is of the day itself: only such can be independent on it.</param>
    public static ImmutableArray<Match> Of(
        IReadOnlyList<Recommendation> recommendations, IReadOnlyList<Execution> executions, Func<Execution, bool> isOfDay)
    {
        var executed = new Execution?[recommendations.Count];
        var used = new HashSet<string>();
        for (var i = 0; i < recommendations.Count; i++)
        {
            // The first that names it; a second one is a further fill, and stands for itself.
            executed[i] = executions.Where(execution => execution.RecommendationId == recommendations[i].Id).OrderBy(execution => execution.At).ThenBy(execution => execution.Id, StringComparer.Ordinal).FirstOrDefault();
            if (executed[i] is { } named)
                used.Add(named.Id);
        }

        Assign(recommendations, [.. executions.Where(execution => execution.RecommendationId is null && IsTrade(execution))], executed, used);
        return
        [
            .. recommendations.Select((recommendation, i) => Judge(recommendation, executed[i], executions)),
            .. executions.Where(execution => isOfDay(execution) && IsTrade(execution) && !used.Contains(execution.Id))
                .OrderBy(execution => execution.At).ThenBy(execution => execution.Id, StringComparer.Ordinal)
                .Select(execution => new Match(null, execution.Id, MatchKind.Independent, null, null, null, null)),
        ];
    }

    private static void Assign(IReadOnlyList<Recommendation> recommendations, Execution[] free, Execution?[] executed, HashSet<string> used)
    {
        // Underlyings have nothing to do with each other, so each is a small assignment of its own.
        foreach (var group in Enumerable.Range(0, recommendations.Count).Where(i => executed[i] is null).GroupBy(i => recommendations[i].Symbol, StringComparer.OrdinalIgnoreCase))
        {
            int[] rows = [.. group];
            Execution[] columns = [.. free.Where(execution => string.Equals(Underlying(execution), group.Key, StringComparison.OrdinalIgnoreCase))];
            var scores = new double[rows.Length, columns.Length];
            for (var row = 0; row < rows.Length; row++)
            {
                for (var column = 0; column < columns.Length; column++)
                    scores[row, column] = IsPossible(recommendations[rows[row]], columns[column]) ? Worth(Score(recommendations[rows[row]], columns[column])) : 0;
            }

            var assigned = OptimalAssignment.Solve(scores, MatchScore.Least);
            for (var row = 0; row < rows.Length; row++)
            {
                if (assigned[row] < 0)
                    continue;
                executed[rows[row]] = columns[assigned[row]];
                used.Add(columns[assigned[row]].Id);
            }
        }
    }

    /// <summary>The score; between equal ones, such as two that are kept at 100, the better fit is worth a little more.</summary>
    private static double Worth(MatchScore score) => score.Score < MatchScore.Least ? 0 : score.Score + (score.Unbounded * TieBreak);

    private static bool IsPossible(Recommendation recommendation, Execution execution) =>
        execution.At >= recommendation.SentAt && execution.At <= recommendation.SentAt + Window
        && (recommendation.Account is null || execution.Account is null || recommendation.Account == execution.Account)
        && (recommendation.Right is null || OccSymbol.Parse(execution.Instrument) is not { } contract || contract.Right == recommendation.Right);

    private static Match Judge(Recommendation recommendation, Execution? execution, IReadOnlyList<Execution> executions)
    {
        var isPassive = s_passive.Contains(recommendation.Action);
        if (execution is null)
        {
            var type = s_nothingToDo.Contains(recommendation.Type) || ResolvedItself(recommendation, executions) ? MatchKind.NoAction : isPassive ? MatchKind.Consent : MatchKind.Reject;
            return new Match(recommendation.Id, null, type, null, null, null, null);
        }

        var contract = OccSymbol.Parse(execution.Instrument);
        var score = Score(recommendation, execution);
        return new Match(
            recommendation.Id, execution.Id, isPassive ? MatchKind.Reject : score.IsConsent ? MatchKind.Consent : MatchKind.Modify, score.Score,
            contract?.Strike - recommendation.Strike,
            contract is not null && recommendation.Expiration is { } expiration ? contract.Expiration.DayNumber - expiration.DayNumber : null,
            recommendation.Premium is { } premium ? execution.Price - premium : null);
    }

    /// <summary>It was to be closed, and was assigned or expired before anybody did.</summary>
    private static bool ResolvedItself(Recommendation recommendation, IEnumerable<Execution> executions) =>
        recommendation.Action.ToUpperInvariant() is "BTC" or "STC"
        && executions.Any(execution => execution.Action is ExecutionAction.Assigned or ExecutionAction.Expired
            && execution.At >= recommendation.SentAt && execution.At <= recommendation.SentAt + Window
            && OccSymbol.Parse(execution.Instrument) is { } contract && string.Equals(contract.Root, recommendation.Symbol, StringComparison.OrdinalIgnoreCase)
            && (recommendation.Strike is null || recommendation.Strike == contract.Strike) && (recommendation.Expiration is null || recommendation.Expiration == contract.Expiration));

    private static MatchScore Score(Recommendation recommendation, Execution execution)
    {
        var contract = OccSymbol.Parse(execution.Instrument);
        return MatchScore.Of(
            new ContractTerms(recommendation.Strike, recommendation.Expiration, recommendation.Premium, recommendation.Action),
            new ContractTerms(contract?.Strike, contract?.Expiration, execution.Price, Code(execution.Action)));
    }

    private static string Underlying(Execution execution) => OccSymbol.Parse(execution.Instrument)?.Root ?? execution.Instrument;

    private static bool IsTrade(Execution execution) => execution.Action is not (ExecutionAction.Assigned or ExecutionAction.Expired);

    private static string Code(ExecutionAction action) => action switch
    {
        ExecutionAction.SellToOpen => "STO",
        ExecutionAction.BuyToClose => "BTC",
        ExecutionAction.BuyToOpen => "BTO",
        ExecutionAction.SellToClose => "STC",
        _ => "",
    };
}
