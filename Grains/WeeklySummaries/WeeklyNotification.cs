using System.Globalization;
using System.Text;
using LearningActors.AlgorithmChanges;
using LearningActors.Patterns;
using LearningActors.Statistics;

namespace LearningActors.WeeklySummaries;

/// <summary>The text of a week that is sent.</summary>
public static class WeeklyNotification
{
    /// <summary>Writes it.</summary>
    public static string Write(
        IsoWeek week,
        WeekFigures figures,
        IReadOnlyCollection<Pattern> patterns,
        IReadOnlyCollection<SummaryCandidate> candidates
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"📊 WEEKLY LEARNING SUMMARY ({week})\n\n")
            .Append(CultureInfo.InvariantCulture, $"RECOMMENDATIONS: {figures.Total}\n")
            .Append(CultureInfo.InvariantCulture, $"├─ ✅ Consent: {Share(figures.Consent)}\n")
            .Append(CultureInfo.InvariantCulture, $"├─  Modified: {Share(figures.Modify)}\n")
            .Append(CultureInfo.InvariantCulture, $"├─  Rejected: {Share(figures.Reject)}\n")
            .Append(CultureInfo.InvariantCulture, $"└─ 🆕 Independent: {Share(figures.Independent)}\n\n")
            .Append(CultureInfo.InvariantCulture, $"P&L: {Pnl(figures)}\n\n");
        List(text, "PATTERNS DETECTED", patterns.Select(pattern => pattern.Description));
        List(text, "V4 CANDIDATES", candidates.Select(candidate => candidate.Proposal));
        return text.Append("Review in Learning tab for full details.").ToString();
    }

    /// <summary>The P&amp;L of a week, each currency apart: <c>$1,180.00, 12.50 EUR</c>.</summary>
    internal static string Pnl(WeekFigures figures) =>
        string.Join(
            ", ",
            figures
                .OtherCurrencies.Select(other =>
                    string.Create(CultureInfo.InvariantCulture, $"{other.Amount:#,##0.00######} {other.Currency}")
                )
                .Prepend(Usd(figures.Pnl))
        );

    /// <summary>An amount with cents, the sign before the dollar.</summary>
    internal static string Usd(decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{(decimal.Round(amount, 2) < 0 ? "-" : "")}${Math.Abs(amount):#,##0.00}");

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        text.Append(CultureInfo.InvariantCulture, $"{title}: {all.Length}\n");
        foreach (var line in all)
            text.Append(CultureInfo.InvariantCulture, $"• {line}\n");
        text.Append('\n');
    }

    private static string Share(Proportion share) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{share.Count} ({(share.Rate is { } rate ? Math.Round(100 * rate, MidpointRounding.AwayFromZero) : 0):0}%)"
        );
}
