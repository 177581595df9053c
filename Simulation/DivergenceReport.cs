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
public sealed record DivergenceBeliefs(
    IReadOnlyList<DivergenceBelief> Patterns,
    IReadOnlyList<string> Others,
    IReadOnlyList<(string Version, long Consent, long N, long TrueConsent, long TrueN)> Versions,
    int Weeks
);

/// <summary>Reads what is known of the divergence and lays the truth beside it.</summary>
internal static class DivergenceReport
{
    internal static async Task<DivergenceBeliefs> ReadAsync(LearningClient client, SimulatedTaker taker)
    {
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
            (await client.WeeklySummariesAsync()).Count
        );
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

        static string Consent((string Version, long Consent, long N, long TrueConsent, long TrueN) one) =>
            $"{one.Version} {one.Consent} of {one.N} (truly {one.TrueConsent} of {one.TrueN})";

        static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";
    }
}
