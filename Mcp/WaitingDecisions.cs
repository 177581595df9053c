using LearningActors.Client;

namespace LearningActors.Mcp;

/// <summary>What people have to decide, some of each kind.</summary>
/// <param name="Divergences">Matches in which somebody diverged and nobody said why, among the latest 1 000.</param>
/// <param name="Summaries">Weekly summaries that nobody reviewed.</param>
/// <param name="Changes">Proposed changes of the algorithm.</param>
/// <param name="Experiments">Experiments that do not go on by themselves.</param>
/// <param name="Alerts">Alerts that nobody acknowledged.</param>
internal sealed record WaitingDecisions(
    IReadOnlyList<WaitingDivergence> Divergences,
    IReadOnlyList<WaitingSummary> Summaries,
    IReadOnlyList<WaitingChange> Changes,
    IReadOnlyList<WaitingExperiment> Experiments,
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
        var experiments = (await client.ExperimentsAsync()).Active.Select(WaitingExperiment.Of).OfType<WaitingExperiment>().Take(limit);
        var alerts = (await client.OpenAlertsAsync(limit)).Items;
        return new WaitingDecisions(
            [.. matches.Select(one => new WaitingDivergence(one.Id, one.Day, one.Symbol, one.MatchType))],
            [.. summaries.Select(one => new WaitingSummary(one.Summary.Week.Year, one.Summary.Week.Week))],
            [.. changes.Select(one => new WaitingChange(one.Id, one.Description, one.Proposal, one.Confidence))],
            [.. experiments],
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

/// <summary>An experiment that does not go on by itself.</summary>
/// <param name="Id">Such as <c>BUY-1</c>.</param>
/// <param name="Signal">The signal whose prompts it compares.</param>
/// <param name="Why">What a person has to look at, a sentence.</param>
/// <param name="Leading">The version that leads; null where it is the champion, or nothing is known.</param>
internal sealed record WaitingExperiment(string Id, string Signal, string Why, string? Leading)
{
    /// <summary>What waits in an experiment; null where nothing does.</summary>
    internal static WaitingExperiment? Of(ExperimentReport report)
    {
        var why =
            report.SampleRatio.IsMismatch ? "Its units did not fall as the split says: find out why, and stop it."
            : report.Experiment.Blocked is { } block ? $"It can't promote its winner: {block.Reason}"
            : report.Experiment.Status == "paused" ? "It is paused: resume or stop it."
            : null;
        return why is null ? null : new WaitingExperiment(report.Experiment.Id, report.Experiment.Plan.Signal, why, report.WinnerCandidate);
    }
}

/// <summary>An alert that nobody acknowledged.</summary>
internal sealed record WaitingAlert(string Id, string Kind, string Subject, DateTimeOffset RaisedAt);
