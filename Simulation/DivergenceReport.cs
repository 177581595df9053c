using System.Globalization;
using LearningActors.Client;
using LearningActors.Recommendations;
using Spectre.Console;

namespace LearningActors.Simulation;

/// <summary>What the service knows of a planted divergence.</summary>
/// <param name="Pattern">The pattern's key.</param>
/// <param name="Status">How far the change is that it proposes; null where it was not found.</param>
/// <param name="Proposal">What to change.</param>
/// <param name="Believed">Its mean.</param>
/// <param name="True">The true mean.</param>
public sealed record DivergenceBelief(string Pattern, string? Status, string? Proposal, double? Believed, double True);

/// <summary>What the service has come to know of the divergence.</summary>
/// <param name="Patterns">The planted ones.</param>
/// <param name="Others">Proposed changes that nothing stands behind.</param>
/// <param name="Versions">Consent, of so many, by version of the algorithm: as the service counts, and as it truly was.</param>
/// <param name="Weeks">Weekly summaries.</param>
/// <param name="Counterfactuals">Of modified and rejected recommendations: how many are known, of these right, and of how many.</param>
/// <param name="Independent">Orders without a recommendation: as the service counts, and as there truly were.</param>
/// <param name="Net">What all closed positions made, USD after fees: as the service sums, and truly.</param>
public sealed record DivergenceBeliefs(
    IReadOnlyList<DivergenceBelief> Patterns,
    IReadOnlyList<string> Others,
    IReadOnlyList<(string Version, long Consent, long N, long TrueConsent, long TrueN)> Versions,
    int Weeks,
    (int Known, int Right, int N) Counterfactuals,
    (int Believed, int True) Independent,
    (decimal Believed, decimal True) Net
);

/// <summary>Reads what is known of the divergence and lays the truth beside it.</summary>
internal static class DivergenceReport
{
    internal static async Task<DivergenceBeliefs> ReadAsync(LearningClient client, SimulatedTaker taker, DateOnly through)
    {
        await client.TrackOutcomesAsync();
        var matches = await MatchesAsync(client);
        var due = matches
            .Where(match => match is { RecommendationId: not null, MatchType: "modify" or "reject" })
            .Select(match => (match.Outcome?.CounterfactualPnl, Truth: taker.Counterfactuals.GetValueOrDefault(match.RecommendationId!)))
            .Where(one => one.Truth.Due <= through)
            .ToArray();
        var candidates = (await client.CandidatesAsync()).ToLookup(one => one.PatternKey);
        (string Key, double True)[] planted =
        [
            ("expiration-shift.longer", SimulatedTaker.LongerDays),
            ("low-premium.rejected", taker.LittlePremiums.Average()),
            // He leaves little premiums alone there too.
            ($"symbol.{SimulatedTaker.Disliked}.rejected", SimulatedTaker.DislikedShare + ((1 - SimulatedTaker.DislikedShare) * 0.15)),
        ];
        var versions = (await client.AlgorithmAccuracyAsync(60)).Versions;
        return new DivergenceBeliefs(
            [
                .. planted.Select(one =>
                    candidates[one.Key]
                        .Select(candidate => new DivergenceBelief(
                            one.Key,
                            candidate.Status,
                            candidate.Proposal,
                            candidate.Estimate.Mean,
                            one.True
                        ))
                        .FirstOrDefault(new DivergenceBelief(one.Key, null, null, null, one.True))
                ),
            ],
            [
                .. candidates
                    .SelectMany(one => one)
                    .Where(one => planted.All(pattern => pattern.Key != one.PatternKey))
                    .Select(one => one.Id),
            ],
            [
                .. versions.Select(one =>
                    (
                        one.AlgorithmVersion,
                        (long)one.Consent.Count,
                        (long)one.Consent.N,
                        (long)taker.Truth.GetValueOrDefault((one.AlgorithmVersion, MatchKind.Consent)),
                        (long)taker.Truth.Where(did => did.Key.Version == one.AlgorithmVersion).Sum(did => did.Value)
                    )
                ),
            ],
            (await client.WeeklySummariesAsync()).Count,
            (due.Count(one => one.CounterfactualPnl is not null), due.Count(one => one.CounterfactualPnl == one.Truth.Pnl), due.Length),
            (matches.Count(match => match.MatchType == "independent"), taker.Independent),
            (matches.Sum(match => match.Outcome?.AttributedPnl ?? 0), taker.MadeThrough(through))
        );
    }

    private static async Task<List<Client.MatchRecord>> MatchesAsync(LearningClient client)
    {
        var (all, cursor) = (new List<Client.MatchRecord>(), (string?)"");
        while (cursor is not null)
        {
            var page = await client.MatchesAsync(cursor.Length == 0 ? "limit=1000" : $"limit=1000&cursor={Uri.EscapeDataString(cursor)}");
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }

        return all;
    }

    internal static void Print(IAnsiConsole console, DivergenceBeliefs beliefs)
    {
        var table = new Table().AddColumns("planted divergence", "proposed", "status", "believed", "true");
        foreach (var pattern in beliefs.Patterns)
            table.AddRow(
                pattern.Pattern,
                pattern.Proposal ?? "–",
                pattern.Status ?? "not found",
                Number(pattern.Believed),
                Number(pattern.True)
            );
        console.Write(table);
        console.WriteLine(
            $"Consent: {string.Join(", ", beliefs.Versions.Select(Consent))}. {beliefs.Weeks} weekly summaries."
                + (beliefs.Others.Count == 0 ? "" : $" Also proposed: {string.Join(", ", beliefs.Others)}.")
        );

        var ((known, right, n), independent, net) = (beliefs.Counterfactuals, beliefs.Independent, beliefs.Net);
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"As recommended: {known} of {n} known, {right} as they truly would have been. Independent: {independent.Believed} (truly "
                    + $"{independent.True}). Net P&L: ${net.Believed:#,##0.00} (truly ${net.True:#,##0.00})."
            )
        );

        static string Consent((string Version, long Consent, long N, long TrueConsent, long TrueN) one) =>
            $"{one.Version} {one.Consent} of {one.N} (truly {one.TrueConsent} of {one.TrueN})";

        static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
    }
}
