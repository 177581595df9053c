using System.Globalization;

namespace LearningActors.Patterns;

/// <summary>Which way a pattern goes.</summary>
public enum PatternDirection
{
    /// <summary>Later expirations than recommended.</summary>
    Longer,

    /// <summary>Earlier expirations than recommended.</summary>
    Shorter,

    /// <summary>Higher strikes than recommended.</summary>
    Higher,

    /// <summary>Lower strikes than recommended.</summary>
    Lower,

    /// <summary>Rejected more often than others.</summary>
    Rejected,

    /// <summary>Followed more often than others.</summary>
    Followed,
}

/// <summary>Names a pattern over all weeks: what people do, to what, and in which direction.</summary>
/// <param name="Kind">What they do.</param>
/// <param name="Subject">The symbol, or the Pacific hour in two digits; null for the other kinds.</param>
/// <param name="Direction">Which way it goes.</param>
public sealed record PatternKey(PatternKind Kind, string? Subject, PatternDirection Direction)
{
    private static readonly (PatternKind Kind, string Name)[] s_names =
    [
        (PatternKind.ExpirationShift, "expiration-shift"),
        (PatternKind.StrikeShift, "strike-shift"),
        (PatternKind.RejectedLowPremium, "low-premium"),
        (PatternKind.SymbolPreference, "symbol"),
        (PatternKind.TimeOfDay, "hour"),
    ];

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    public static PatternKey Parse(string text)
    {
        var (first, last) = (text.IndexOf('.', StringComparison.Ordinal), text.LastIndexOf('.'));
        foreach (var (kind, name) in s_names)
        {
            if (
                first > 0
                && text.AsSpan(0, first).SequenceEqual(name)
                && Enum.TryParse<PatternDirection>(text[(last + 1)..], ignoreCase: true, out var direction)
            )
                return new PatternKey(kind, first < last ? text[(first + 1)..last] : null, direction);
        }

        throw new FormatException($"'{text}' is no pattern.");
    }

    /// <summary>Such as <c>expiration-shift.longer</c> or <c>symbol.TSLA.rejected</c>.</summary>
    public override string ToString()
    {
        var name = s_names.Single(one => one.Kind == Kind).Name;
        return Subject is null ? $"{name}.{Word}" : $"{name}.{Subject}.{Word}";
    }

    /// <summary>The pattern in a sentence.</summary>
    /// <param name="mean">The mean that it has.</param>
    public string Describe(double mean) =>
        Kind switch
        {
            PatternKind.ExpirationShift => mean > 0
                ? $"User adds {Days(mean)} on average to DTE"
                : $"User takes {Days(mean)} on average off DTE",
            PatternKind.StrikeShift => $"User moves strikes {Usd(mean)} {Word} on average",
            PatternKind.RejectedLowPremium => "User rejects low-premium recommendations",
            PatternKind.SymbolPreference => $"User {(IsRejected ? "rejects" : "follows")} {Subject} recommendations more often than others",
            _ => $"User {(IsRejected ? "rejects" : "follows")} recommendations sent at {Hour} more often than others",
        };

    /// <summary>What the algorithm could do about it.</summary>
    /// <param name="mean">The mean that the pattern has.</param>
    public string Propose(double mean) =>
        Kind switch
        {
            PatternKind.ExpirationShift => $"{(mean > 0 ? "Increase" : "Reduce")} default DTE by {Days(mean)}",
            PatternKind.StrikeShift => $"Recommend strikes {Usd(mean)} {Word}",
            // The next five cents up.
            PatternKind.RejectedLowPremium => $"Add minimum premium filter ({Usd(Math.Ceiling((mean * 20) - 1e-9) / 20)})",
            PatternKind.SymbolPreference => $"Recommend {Subject} {(IsRejected ? "less" : "more")} often",
            _ => $"Send {(IsRejected ? "fewer" : "more")} recommendations at {Hour}",
        };

    private bool IsRejected => Direction == PatternDirection.Rejected;

    private string Word => Direction.ToString().ToLowerInvariant();

    private string Hour => $"{Subject}:00–{Subject}:59 PT";

    private static string Days(double mean) =>
        Math.Round(Math.Abs(mean)) is var days && days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days:0} days");

    private static string Usd(double value) => string.Create(CultureInfo.InvariantCulture, $"${Math.Abs(value):#,##0.00}");
}
