namespace LearningActors.Recommendations;

/// <summary>Finds the legs that a recommendation could be followed by: in its window, and what it asks to be done.</summary>
/// <param name="legs">In order of their first fill's time.</param>
internal sealed class LegCandidates(ExecutedLeg[] legs)
{
    private readonly int[] _all = [.. Enumerable.Range(0, legs.Length)];
    private readonly Dictionary<ExecutionAction, int[]> _byAction = Enumerable
        .Range(0, legs.Length)
        .GroupBy(i => legs[i].First.Execution.Action)
        .ToDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Their places among the legs. Where there is nothing to execute, whatever is done counts.</summary>
    internal IEnumerable<int> Of(Recommendation recommendation)
    {
        var among = recommendation.Action.AsExecuted() is { } action ? _byAction.GetValueOrDefault(action, []) : _all;
        for (var i = FirstSince(among, recommendation.SentAt); i < among.Length; i++)
        {
            if (!FollowRules.IsInWindow(recommendation, legs[among[i]].First.Execution))
                yield break;
            yield return among[i];
        }
    }

    private int FirstSince(int[] among, DateTimeOffset at)
    {
        var (low, high) = (0, among.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (legs[among[middle]].First.Execution.At < at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
