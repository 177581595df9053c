using System.Globalization;
using LearningActors.Client;
using Spectre.Console;

namespace LearningActors.Simulation;

/// <summary>What the journal knows of a planted pattern.</summary>
/// <param name="Setup">The setup.</param>
/// <param name="Phase">The phase.</param>
/// <param name="IsBetter">It truly wins more often than the rest; else less often.</param>
/// <param name="TrueShare">The true share of wins.</param>
/// <param name="Believed">The share that the journal has; null where it does not know the pattern.</param>
/// <param name="Confidence">How certain it is of the direction.</param>
public sealed record PatternBelief(string Setup, string Phase, bool IsBetter, double TrueShare, double? Believed, double? Confidence);

/// <summary>What the journal has come to know.</summary>
/// <param name="Patterns">The planted patterns.</param>
/// <param name="Rules">Each rule's effectiveness, the best first.</param>
/// <param name="RefusedClaims">Claims of the model that the trades did not support.</param>
/// <param name="Others">Active insights that name setup and phase and contradict the truth.</param>
public sealed record JournalBelief(
    IReadOnlyList<PatternBelief> Patterns,
    IReadOnlyList<(string Rule, double Effectiveness)> Rules,
    int RefusedClaims,
    int Others
);

/// <summary>Reads the journal and lays the truth beside it.</summary>
internal static class JournalReport
{
    internal static async Task<JournalBelief> ReadAsync(LearningClient client, int refusedClaims)
    {
        var insights = (await client.InsightsAsync())
            .Select(insight =>
                (
                    Setup: insight.MarketConditions.SetupType,
                    Phase: insight.MarketConditions.MarketPhase,
                    IsBare: insight.MarketConditions is { Symbol: null, Timeframe: null, Hour: null },
                    insight.IsBetter,
                    insight.WinRate.Rate,
                    Confidence: insight.ConfidenceScore
                )
            )
            .ToArray();
        var rules = (await client.StrategiesAsync()).Select(rule => (rule.Id, rule.EffectivenessScore)).ToArray();
        return new JournalBelief(
            [
                .. SimulatedTrades.Planted.Select(planted =>
                {
                    var known = insights
                        .Where(one =>
                            one.IsBare && one.Setup == planted.Setup && one.Phase == planted.Phase && one.IsBetter == planted.IsBetter
                        )
                        .ToArray();
                    return new PatternBelief(
                        planted.Setup,
                        planted.Phase,
                        planted.IsBetter,
                        SimulatedTrades.WinRate(planted.Setup, planted.Phase),
                        known.Length > 0 ? known[0].Rate : null,
                        known.Length > 0 ? known[0].Confidence : null
                    );
                }),
            ],
            rules,
            refusedClaims,
            insights.Count(one =>
                one.IsBare
                && one.Setup is not null
                && one.Phase is not null
                && SimulatedTrades.Planted.Any(planted =>
                    planted.Setup == one.Setup && planted.Phase == one.Phase && planted.IsBetter != one.IsBetter
                )
            )
        );
    }

    internal static void Print(IAnsiConsole console, JournalBelief journal)
    {
        var table = new Table().AddColumns("planted pattern", "against the rest", "believed", "confidence", "true");
        foreach (var pattern in journal.Patterns)
        {
            table.AddRow(
                $"{pattern.Setup} in a {pattern.Phase}",
                pattern.IsBetter ? "better" : "worse",
                pattern.Believed?.ToString("0 %", CultureInfo.InvariantCulture) ?? "not found",
                pattern.Confidence?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
                pattern.TrueShare.ToString("0 %", CultureInfo.InvariantCulture)
            );
        }

        console.Write(table);
        console.WriteLine(
            $"Effectiveness: {string.Join(", ", journal.Rules.Select(Rule))}. "
                + $"{journal.RefusedClaims} claims of the model were refused, since the trades did not show them."
        );
    }

    private static string Rule((string Rule, double Effectiveness) rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{rule.Rule} {rule.Effectiveness:0.00}");
}
