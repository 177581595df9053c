using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearningActors.Explanations;
using LearningActors.Prompts;

namespace LearningActors.Tests.Explanations;

/// <summary>Who shares a key may be told the same words.</summary>
public sealed class AnswerKeyTests
{
    private static readonly DateOnly s_day = new(2026, 3, 4);

    /// <summary>
    /// Signals from a small world, so that many share their key: those that do are shown alike, and whatever is said of the one keeps to
    /// the rules for the other exactly when it does for itself.
    /// </summary>
    [Fact]
    public void TheSameKeyMeansTheSameNumbersAndTheSameVerdicts()
    {
        var random = new Random(14);
        var shared = 0;
        for (var i = 0; i < 4000; i++)
        {
            var (one, other) = (Any(random), Any(random));
            var same = Key(one) == Key(other);
            Assert.Equal(PromptRendering.Data(one) == PromptRendering.Data(other), same);
            if (!same)
                continue;
            shared++;
            foreach (var signal in new[] { one, other })
            {
                var said = Saying(signal, random);
                Assert.Equal(Guardrails.Violation(said, one), Guardrails.Violation(said, other));
            }
        }

        Assert.True(shared > 100, $"only {shared} of the pairs shared their key");
    }

    /// <summary>Two confidences that differ in any digit are two questions: a text may say all of them.</summary>
    [Fact]
    public void EveryDigitThatATextMaySayIsInTheKey()
    {
        var random = new Random(15);
        for (var i = 0; i < 2000; i++)
        {
            var confidence = random.NextDouble();
            var near = random.Next(2) == 0 ? Math.BitIncrement(confidence) : Math.Round(confidence, random.Next(1, 15));
            if (near == confidence)
                continue;
            Assert.NotEqual(Key(Signal("""{"rsi": 28.5}""", confidence)), Key(Signal("""{"rsi": 28.5}""", near)));
            Assert.NotEqual(Key(Signal($$"""{"rsi": {{Text(confidence)}}}""", 0.5)), Key(Signal($$"""{"rsi": {{Text(near)}}}""", 0.5)));
        }
    }

    /// <summary>A signal that is explained to many, and comes in other spellings and orders, is asked about once.</summary>
    [Fact]
    public void NeitherOrderNorSpellingNorTheReaderMakesAnotherKey()
    {
        var random = new Random(16);
        for (var i = 0; i < 500; i++)
        {
            var numbers = Enumerable
                .Range(0, 5)
                .ToDictionary(n => $"i{n}", _ => Math.Round((random.NextDouble() * 200) - 100, random.Next(5)));
            var confidence = random.NextDouble();
            var keys = Enumerable
                .Range(0, 4)
                .Select(_ =>
                {
                    var members = numbers
                        .OrderBy(_ => random.Next())
                        .Select(one =>
                            $"\"{one.Key}\": {one.Value.ToString(random.Next(2) == 0 ? "R" : "E16", CultureInfo.InvariantCulture)}"
                        );
                    return Key(Signal($"{{{string.Join(", ", members)}}}", confidence) with { Session = Guid.NewGuid() });
                });
            Assert.Single(keys.Distinct());
        }
    }

    [Fact]
    public void DateVersionAndModelAreInTheKey()
    {
        var signal = Signal("""{"a": 1, "b": {"y": 2.0, "x": 3}}""", 0.85);
        Assert.NotEqual(Key(signal), AnswerKey.Of(signal, BaselinePrompt.Version, "openai", s_day.AddDays(1)));
        Assert.NotEqual(Key(signal), AnswerKey.Of(signal, BaselinePrompt.Version, "groq", s_day));
        Assert.NotEqual(Key(signal), AnswerKey.Of(signal, BaselinePrompt.Version with { Version = "v1.1" }, "openai", s_day));
    }

    private static string Key(SignalToExplain signal) => AnswerKey.Of(signal, BaselinePrompt.Version, "openai", s_day);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A text with numbers of a signal, each rounded somehow.</summary>
    private static ExplanationContent Saying(SignalToExplain signal, Random random)
    {
        var rsi = JsonNode.Parse(signal.Indicators.Json)!["rsi"]!.GetValue<double>();
        var percent = Math.Round(signal.Confidence * 100, random.Next(4)).ToString(CultureInfo.InvariantCulture);
        var level = Math.Round(rsi, random.Next(3)).ToString(CultureInfo.InvariantCulture);
        return new ExplanationContent(
            $"With {percent} % confidence: the RSI is {level}.",
            [new Factor("rsi", "positive")],
            signal.Signal == SignalType.Sell ? "bearish" : "bullish"
        );
    }

    private static SignalToExplain Any(Random random) =>
        Signal($$"""{"rsi": {{Text(28 + (random.Next(3) / 10.0))}}}""", 0.847 + (random.Next(4) / 1000.0)) with
        {
            Signal = random.Next(2) == 0 ? SignalType.Buy : SignalType.Sell,
        };

    private static SignalToExplain Signal(string indicators, double confidence)
    {
        using var document = JsonDocument.Parse(indicators);
        return new SignalToExplain("AAPL", SignalType.Buy, confidence, Indicators.From(document.RootElement), null);
    }
}
