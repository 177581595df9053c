using System.Text.Json;
using LearningActors.Explanations;
using LearningActors.Models;

namespace LearningActors.Tests;

/// <summary>What a model may say of a signal.</summary>
public sealed class GuardrailTests
{
    [Theory]
    [InlineData("The RSI of 28.5 is low.", null)]
    [InlineData("The RSI of 28 or 29 is low: below 28.49 it is not.", "28.49")]
    [InlineData("The RSI is near 28.5, rounded 29.", null)]
    [InlineData("Confidence is 85 percent, or 0.85, or 85%.", null)]
    [InlineData("Confidence is 86 percent.", "86 percent")]
    [InlineData("Volume of 1.2 million, that is 1,234,567 shares or 1235k.", null)]
    [InlineData("Volume of 1.3 million.", "1.3 million")]
    [InlineData("It fell 3.2 % below the 50-day average.", null)]
    [InlineData("The 200-day average rises.", "200")]
    [InlineData("A strike of 38 was named in the note.", null)]
    [InlineData("Momentum of -3.2 is negative, -3.20 even.", null)]
    [InlineData("Momentum of 3.25.", "3.25")]
    [InlineData("A change of 4.2% in a day.", null)]
    [InlineData("No number at all.", null)]
    public void EveryNumberIsAnInputWithinRounding(string text, string? invented) =>
        Assert.Equal(invented, SignalNumbers.Of(Signal()).FirstInvented(text)?.TrimEnd('%', ' '));

    [Theory]
    [InlineData("Profit is guaranteed.", true)]
    [InlineData("This is a risk-free trade.", true)]
    [InlineData("You cannot lose with this one.", true)]
    [InlineData("It is a sure thing.", true)]
    [InlineData("The price will definitely rise.", true)]
    [InlineData("You will make money.", true)]
    [InlineData("There is no risk here.", true)]
    [InlineData("Der Gewinn ist garantiert.", true)]
    [InlineData("Profit is not guaranteed.", false)]
    [InlineData("Nothing is guaranteed.", false)]
    [InlineData("There is a risk of loss.", false)]
    [InlineData("Certain indicators speak against it.", false)]
    [InlineData("The price will probably rise.", false)]
    public void APromiseOfProfitIsSeenAndADenialIsNone(string text, bool promise) => Assert.Equal(promise, ProfitPromise.IsIn(text));

    [Fact]
    public void TheTemplateKeepsToTheRules() => Assert.Null(Guardrails.Violation(TemplateExplanation.For(Signal()), Signal()));

    [Theory]
    [InlineData("bullish", "positive", null)]
    [InlineData("excited", "positive", "sentiment")]
    [InlineData("bullish", "huge", "factor")]
    public void PartsUseTheWordsAskedFor(string sentiment, string impact, string? violation) =>
        Assert.Equal(
            violation,
            Guardrails.Violation(new ExplanationContent("The RSI of 28.5 is low today.", [new Factor("rsi", impact)], sentiment), Signal())
        );

    [Fact]
    public void AnAnswerInACodeFenceIsRead()
    {
        Assert.True(
            AnswerParser.TryParse(
                """
                ```json
                {"explanation": "RSI is low.", "factors": [{"name": "rsi", "impact": "positive"}], "sentiment": "bullish"}
                ```
                """,
                out var content,
                out _
            )
        );
        Assert.Equal("RSI is low.", content.Text);
    }

    [Theory]
    [InlineData("[]", "invalid_json")]
    [InlineData("""{"explanation": "\ud800", "factors": [], "sentiment": "x"}""", "missing:explanation")]
    [InlineData("""{"explanation": "x", "factors": "rsi", "sentiment": "x"}""", "missing:factors")]
    [InlineData("""{"explanation": "x", "factors": [{"name": "rsi"}], "sentiment": "x"}""", "missing:factors.name_or_impact")]
    [InlineData("""{"explanation": "x", "factors": []}""", "missing:sentiment")]
    public void WhatIsMissingIsNamed(string text, string reason)
    {
        Assert.False(AnswerParser.TryParse(text, out _, out var failure));
        Assert.Equal(reason, failure);
    }

    private static SignalToExplain Signal(string? indicators = null, double confidence = 0.85)
    {
        using var document = JsonDocument.Parse(
            indicators
                ?? """{"rsi": 28.5, "sma_50": 101.5, "momentum": -3.2, "volume": 1234567, "change": 0.042, "note": "strike $38 calls"}"""
        );
        return new SignalToExplain("AAPL", SignalType.Buy, confidence, Indicators.From(document.RootElement), null);
    }
}
