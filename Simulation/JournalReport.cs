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
/// <param name="Expected">The share that it expects, with its interval.</param>
/// <param name="Confidence">How certain it is of the direction.</param>
public sealed record PatternBelief(
    string Setup,
    string Phase,
    bool IsBetter,
    double TrueShare,
    double? Believed,
    Estimate? Expected,
    double? Confidence
);

/// <summary>What the journal has come to know.</summary>
/// <param name="Patterns">The planted patterns.</param>
/// <param name="Rules">Each rule's effectiveness, the best first.</param>
/// <param name="RefusedClaims">Claims of the model that the trades did not support.</param>
/// <param name="Others">All other insights that are served, in their words.</param>
public sealed record JournalBelief(
    IReadOnlyList<PatternBelief> Patterns,
    IReadOnlyList<(string Rule, double Effectiveness)> Rules,
    int RefusedClaims,
    IReadOnlyList<string> Others
);

/// <summary>Reads the journal and lays the truth beside it.</summary>
internal static class JournalReport
{
    internal static async Task<JournalBelief> ReadAsync(LearningClient client)
    {
        var insights = await client.InsightsAsync();
        // The nights have asked the model; asked again, it tells which of its claims the trades do not show.
        var refusedClaims = (await client.AggregateAsync()).Refused.Count;
        var rules = (await client.StrategiesAsync()).Select(rule => (rule.Id, rule.EffectivenessScore)).ToArray();
        return new JournalBelief(
            [
                .. SimulatedTrades.Planted.Select(planted =>
                {
                    var known = insights.FirstOrDefault(insight => IsOf(insight, planted));
                    return new PatternBelief(
                        planted.Setup,
                        planted.Phase,
                        planted.IsBetter,
                        SimulatedTrades.WinRate(planted.Setup, planted.Phase),
                        known?.WinRate.Rate,
                        known?.ExpectedWinRate,
                        known?.ConfidenceScore
                    );
                }),
            ],
            rules,
            refusedClaims,
            [
                .. insights
                    .Where(insight => !SimulatedTrades.Planted.Any(planted => IsOf(insight, planted)))
                    .Select(insight => insight.InsightText),
            ]
        );
    }

    private static bool IsOf(Insight insight, (string Setup, string Phase, bool IsBetter) planted) =>
        insight.IsBetter == planted.IsBetter
        && insight.MarketConditions is { Symbol: null, Timeframe: null, Hour: null } conditions
        && (conditions.SetupType, conditions.MarketPhase) == (planted.Setup, planted.Phase);

    internal static void Print(IAnsiConsole console, JournalBelief journal)
    {
        var table = new Table().AddColumns("planted pattern", "against the rest", "seen", "expected", "confidence", "true");
        foreach (var pattern in journal.Patterns)
        {
            table.AddRow(
                $"{pattern.Setup} in a {pattern.Phase}",
                pattern.IsBetter ? "better" : "worse",
                pattern.Believed?.ToString("0 %", CultureInfo.InvariantCulture) ?? "not found",
                pattern.Expected is { } expected
                    ? string.Create(CultureInfo.InvariantCulture, $"{expected.Mean:0 %} ({expected.Lower:0 %}–{expected.Upper:0 %})")
                    : "–",
                pattern.Confidence?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–",
                pattern.TrueShare.ToString("0 %", CultureInfo.InvariantCulture)
            );
        }

        console.Write(table);
        console.WriteLine(
            $"Effectiveness: {string.Join(", ", journal.Rules.Select(Rule))}. "
                + $"{journal.RefusedClaims} claims of the model were refused, since the trades did not show them. "
                + (journal.Others.Count == 0 ? "No other insight is served." : $"Also served: {string.Join(' ', journal.Others)}")
        );
    }

    private static string Rule((string Rule, double Effectiveness) rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{rule.Rule} {rule.Effectiveness:0.00}");
}
