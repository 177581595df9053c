using LearningActors.Client;

namespace LearningActors.Mcp;

/// <summary>What people have to decide, some of each kind.</summary>
/// <param name="Divergences">Matches in which somebody diverged and nobody said why, among the latest 1 000.</param>
/// <param name="Summaries">Weekly summaries that nobody reviewed.</param>
/// <param name="Changes">Proposed changes of the algorithm.</param>
/// <param name="Alerts">Alerts that nobody acknowledged.</param>
internal sealed record WaitingDecisions(
    IReadOnlyList<WaitingDivergence> Divergences,
    IReadOnlyList<WaitingSummary> Summaries,
    IReadOnlyList<WaitingChange> Changes,
    IReadOnlyList<WaitingAlert> Alerts
)
{
    private static readonly string[] s_divergent = ["modify", "reject", "independent"];

    /// <summary>Reads them.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="limit">How many of each kind at most.</param>
    internal static async Task<WaitingDecisions> ReadAsync(LearningClient client, int limit)
    {
        var matches = (await client.MatchesAsync("limit=1000")).Items.Where(NeedsReason).Take(limit);
        var summaries = (await client.PendingSummariesAsync(limit)).Items;
        var changes = (await client.ProposedChangesAsync(limit)).Items;
        var alerts = (await client.OpenAlertsAsync(limit)).Items;
        return new WaitingDecisions(
            [.. matches.Select(one => new WaitingDivergence(one.Id, one.Day, one.Symbol, one.MatchType))],
            [.. summaries.Select(one => new WaitingSummary(one.Summary.Week.Year, one.Summary.Week.Week))],
            [.. changes.Select(one => new WaitingChange(one.Id, one.Description, one.Proposal, one.Confidence))],
            [.. alerts.Select(one => new WaitingAlert(one.Id, one.Kind, one.Subject, one.RaisedAt))]
        );
    }

    private static bool NeedsReason(MatchRecord match) =>
        match.ReviewedAt is null && match.ExcludedReason is null && s_divergent.Contains(match.MatchType);
}

/// <summary>Somebody diverged from a recommendation and nobody said why.</summary>
internal sealed record WaitingDivergence(Guid Id, DateOnly Day, string Symbol, string MatchType);

/// <summary>A week whose summary nobody reviewed.</summary>
internal sealed record WaitingSummary(int Year, int Week);

/// <summary>A change of the algorithm that is proposed.</summary>
internal sealed record WaitingChange(string Id, string Description, string Proposal, string Confidence);

/// <summary>An alert that nobody acknowledged.</summary>
internal sealed record WaitingAlert(string Id, string Kind, string Subject, DateTimeOffset RaisedAt);
