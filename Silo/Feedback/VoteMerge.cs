namespace LearningActors.Feedback;

/// <summary>
/// Makes one row of the votes that a session gave to an explanation within one batch: a statement cannot write a row twice.
/// </summary>
internal static class VoteMerge
{
    /// <summary>Merges in order: a later vote completes or replaces an earlier one.</summary>
    /// <param name="votes">The votes as they came.</param>
    /// <param name="rowOfVote">For each vote the index of its row; null where no two votes share one.</param>
    internal static IReadOnlyList<Vote> Merge(IReadOnlyList<Vote> votes, out int[]? rowOfVote)
    {
        rowOfVote = null;
        if (votes.Count == 1)
            return votes;
        var rows = new List<Vote>(votes.Count);
        var indexes = new Dictionary<(Guid, Guid), int>(votes.Count);
        var rowOf = new int[votes.Count];
        for (var i = 0; i < votes.Count; i++)
        {
            var vote = votes[i];
            if (indexes.TryGetValue((vote.Session, vote.ExplanationId), out var row))
            {
                rows[row] = Complete(rows[row], vote);
                rowOf[i] = row;
            }
            else
            {
                indexes.Add((vote.Session, vote.ExplanationId), rows.Count);
                rowOf[i] = rows.Count;
                rows.Add(vote);
            }
        }

        if (rows.Count < votes.Count)
            rowOfVote = rowOf;
        return rows;
    }

    private static Vote Complete(Vote earlier, Vote later) =>
        later with
        {
            Helpful = later.Helpful ?? earlier.Helpful,
            Rating = later.Rating ?? earlier.Rating,
            Comment = later.Comment ?? earlier.Comment,
        };
}
