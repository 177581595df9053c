using System.Text.Json;
using System.Text.RegularExpressions;
using LearningActors.Explanations;

namespace LearningActors.Tests.Explanations;

/// <summary>The cases of <c>docs/guardrails.md</c>: what is refused, what is not, and what is not seen.</summary>
public sealed partial class GuardrailPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guardrails.md"));

    /// <summary>The rows of the tables whose header is the given one, each a case of its own.</summary>
    public static TheoryData<string, string> Texts => Rows("the text", "refused as");

    /// <summary>Rows of factors.</summary>
    public static TheoryData<string, string> Factors => Rows("the factor", "refused as");

    /// <summary>Rows of what is wrong and passes.</summary>
    public static TheoryData<string, string> NotSeen => Rows("the text", "what is wrong");

    /// <summary>Rows of signals and sentiments.</summary>
    public static TheoryData<string, string, string> Sentiments
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (
                var cells in Tables().Where(row => row.Header is ["the signal", "the sentiment", "refused as"]).Select(row => row.Cells)
            )
                rows.Add(cells[0], cells[1], cells[2]);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ATextIsRefusedAsThePageSays(string text, string refusal) => Assert.Equal(Expected(refusal), Violation(text: text));

    [Theory]
    [MemberData(nameof(Factors))]
    public void AFactorIsRefusedAsThePageSays(string factor, string refusal) => Assert.Equal(Expected(refusal), Violation(factor: factor));

    [Theory]
    [MemberData(nameof(Sentiments))]
    public void ASentimentIsRefusedAsThePageSays(string signal, string sentiment, string refusal) =>
        Assert.Equal(Expected(refusal), Violation(sentiment: sentiment, signal: SignalTypes.Parse(signal)));

    [Theory]
    [MemberData(nameof(NotSeen))]
    public void WhatThePageSaysIsNotSeenPasses(string text, string wrong) =>
        Assert.True(Violation(text: text) is null, $"It is seen now ({wrong}): {Violation(text: text)}. Move the row.");

    [Fact]
    public void ThePageHasCasesOfEveryKind()
    {
        Assert.True(Texts.Count > 80, $"{Texts.Count} texts");
        Assert.True(Factors.Count > 15, $"{Factors.Count} factors");
        Assert.True(NotSeen.Count > 10, $"{NotSeen.Count} that are not seen");
        Assert.Equal(10, Sentiments.Count);
    }

    private static string? Expected(string cell) => cell == "–" ? null : cell;

    private static string? Violation(
        string text = "The indicators are as they are shown.",
        string factor = "rsi",
        string sentiment = "neutral",
        SignalType signal = SignalType.Buy
    )
    {
        using var indicators = JsonDocument.Parse(Json().Match(s_page).Groups[1].Value);
        return Guardrails.Violation(
            new ExplanationContent(text, [new Factor(factor, "positive")], sentiment),
            new SignalToExplain("AAPL", signal, 0.85, Indicators.From(indicators.RootElement), null)
        );
    }

    private static TheoryData<string, string> Rows(params string[] header)
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in Tables().Where(row => row.Header.SequenceEqual(header)))
            rows.Add(row.Cells[0], row.Cells[1]);
        return rows;
    }

    /// <summary>Each row of each table, with the header of its table.</summary>
    private static IEnumerable<(string[] Header, string[] Cells)> Tables()
    {
        string[]? header = null;
        foreach (var line in s_page.Split('\n'))
        {
            if (!line.StartsWith('|'))
                header = null;
            else if (header is null)
                header = Cells(line);
            else if (!line.StartsWith("|-", StringComparison.Ordinal))
                yield return (header, Cells(line));
        }
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Json();
}
