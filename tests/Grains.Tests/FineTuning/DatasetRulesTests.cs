using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LearningActors.Explanations;
using LearningActors.FineTuning;
using LearningActors.Prompts;

namespace LearningActors.Tests.FineTuning;

/// <summary>What a dataset is made of, over random facts.</summary>
public sealed class DatasetRulesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_settled = s_start.AddDays(300);
    private static readonly PromptVersion s_prompt = new("v1.0", "Explain {signal} for {ticker} at {confidence} by {indicators}.");

    private static readonly string[] s_openings =
    [
        "Momentum has turned",
        "Buyers came back to this name",
        "The trend is intact and strong",
        "Volume confirms what the price says",
        "A quiet day hides a clear picture",
        "Oversold readings stand out here",
    ];

    private static readonly Gen<TuningCandidate> s_candidate =
        from rsi in Gen.Choose(100, 999)
        from ticker in Gen.Elements("AAPL", "MSFT", "NVDA", "TSLA", "AMZN", "META", "GOOG", "AMD")
        from signal in Gen.Elements(SignalType.Buy, SignalType.Sell, SignalType.Hold)
        from opening in Gen.Elements(s_openings)
        from minutes in Gen.Choose(0, 310 * 24 * 60)
        from five in Gen.Choose(0, 3)
        from contradicting in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Constant(1)))
        from disputes in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Constant(2)))
        from fallback in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from version in Gen.Frequency((9, Gen.Constant("v1.0")), (1, Gen.Constant("engine-7")))
        from a in Gen.Choose(0, int.MaxValue)
        select Candidate(rsi / 10.0, ticker, signal, opening, minutes, five, contradicting, disputes, fallback, version, a);

    private static readonly Arbitrary<TuningCandidate[]> s_candidates = s_candidate.ArrayOf().Resize(200).ToArbitrary();

    [Fact]
    public void TheSameFactsMakeTheSameFileWhateverTheirOrder() =>
        Check(rows =>
        {
            var shuffled = rows.OrderBy(row => row.ExplanationId.ToString()[^4..], StringComparer.Ordinal).ToArray();
            var (one, other) = (Make(rows), Make(shuffled));
            return one.Figures.Hash == other.Figures.Hash && one.Examples.SequenceEqual(other.Examples);
        });

    [Fact]
    public void EveryAnswerIsAnExampleOrRefusedOnce() =>
        Check(rows => Make(rows) is var draft && draft.Examples.Length + draft.Refused.Sum(reason => reason.Count) == rows.Length);

    [Fact]
    public void OnlyWhatIsPraisedUndisputedSettledAndSoundIsTakenAndKeepsToTheProvidersRules() =>
        Check(rows =>
        {
            var facts = rows.ToDictionary(row => row.ExplanationId);
            return Make(rows)
                .Examples.All(example =>
                    facts[example.ExplanationId] is var row
                    && !row.IsFallback
                    && row.FiveStars > 0
                    && row.ContradictingFiveStars + row.Disputes == 0
                    && row.GeneratedAt < s_settled
                    && row.PromptVersion == "v1.0"
                    && Guardrails.Violation(row.Content, row.Signal) is null
                    && ProviderRules.Violation(example.Line) is null
                );
        });

    [Fact]
    public void WhatIsHeldOutStaysSoAndSharesNoInputsWithWhatIsTrainedOn() =>
        Check(rows =>
        {
            var (half, all) = (Make(rows[..(rows.Length / 2)]), Make(rows));
            var before = half.Examples.ToDictionary(example => example.ExplanationId, example => example.Split);
            var inputs = all.Examples.ToLookup(example => NearInputs.Key(ChatLine.ReadSignal(ChatLine.Read(example.Line))));
            return all.Examples.All(example => !before.TryGetValue(example.ExplanationId, out var split) || split == example.Split)
                && inputs.All(group => group.Count() == 1);
        });

    [Fact]
    public void NoTwoExamplesSayNearlyTheSame() =>
        Check(rows =>
        {
            var facts = rows.ToDictionary(row => row.ExplanationId);
            var texts = Make(rows).Examples.Select(example => facts[example.ExplanationId].Content.Text).ToArray();
            return texts
                .Select((text, i) => texts.Skip(i + 1).All(other => NearTexts.Index(text, other) < NearTexts.Threshold))
                .All(ok => ok);
        });

    [Fact]
    public void FilteringByPrefixesFindsWhatComparingAllPairsFinds()
    {
        var word = Gen.Elements("buy", "sell", "rsi", "low", "high", "trend", "up", "down", "flat");
        var texts = word.ArrayOf().Where(words => words.Length > 0).Select(words => string.Join(' ', words)).Resize(9).ArrayOf().Resize(40);
        Prop.ForAll(
                texts.ToArbitrary(),
                all =>
                {
                    var kept = new List<string>();
                    var expected = new List<bool>();
                    foreach (var text in all)
                    {
                        expected.Add(kept.Exists(earlier => NearTexts.Index(earlier, text) >= NearTexts.Threshold));
                        if (!expected[^1])
                            kept.Add(text);
                    }

                    return NearTexts.FindRepetitions(all).SequenceEqual(expected);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void NoTickerAndNoSignalGivesMoreThanItsPart()
    {
        var rows = Enumerable
            .Range(0, 400)
            .Select(i =>
                Distinct(
                    i,
                    i < 300 ? "AAPL" : $"T{i % 10}",
                    i % 8 == 0 ? SignalType.Sell
                        : i % 9 == 0 ? SignalType.Hold
                        : SignalType.Buy
                )
            )
            .ToArray();
        var draft = Make(rows);
        Assert.Contains(draft.Refused, reason => reason.Reason == RowRefusal.Balance);
        // A fifth of 400 by ticker; then half of what that left by signal.
        Assert.InRange(draft.Figures.Tickers.Single(one => one.Name == "AAPL").Examples, 1, 80);
        Assert.InRange(draft.Figures.Signals.Single(one => one.Name == "BUY").Examples, 1, 90);
    }

    [Fact]
    public void ALineIsTheChatWithoutAnythingOfWhoReadIt()
    {
        var row = Distinct(1, "AAPL", SignalType.Buy);
        var example = Assert.Single(Make([row]).Examples);
        using var line = JsonDocument.Parse(example.Line);
        var messages = line.RootElement.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["system", "user", "assistant"], messages.Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(PromptRendering.Instructions(s_prompt), messages[0].GetProperty("content").GetString());
        Assert.Equal(PromptRendering.Data(row.Signal), messages[1].GetProperty("content").GetString());
        Assert.True(AnswerParser.TryParse(messages[2].GetProperty("content").GetString()!, out var content, out _));
        Assert.Equal(row.Content.Text, content.Text);
    }

    [Theory]
    [InlineData("""{"messages": []}""", "in this order")]
    [InlineData("""{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]}""", "in this order")]
    [InlineData(
        """{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": " "}, {"role": "assistant", "content": "b"}]}""",
        "The message of user is empty."
    )]
    [InlineData("""{"messages": [], "comment": "nice"}""", "not a JSON object with messages")]
    [InlineData("nonsense", "not a JSON object with messages")]
    public void ALineThatAProviderWouldRefuseIsRefused(string line, string why) => Assert.Contains(why, ProviderRules.Violation(line));

    [Fact]
    public void AboutATenthIsHeldOut()
    {
        var heldOut = Enumerable.Range(0, 10_000).Count(i => NearInputs.IsHeldOut($"AAPL|BUY|{i}"));
        Assert.InRange(heldOut, 900, 1100);
    }

    private static void Check(Func<TuningCandidate[], bool> property) =>
        Prop.ForAll(s_candidates, property).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static DatasetDraft Make(IReadOnlyCollection<TuningCandidate> rows) =>
        DatasetRules.Make(rows, [s_prompt], s_settled, new FineTuningOptions(), text => text.Length / 4);

    private static TuningCandidate Candidate(
        double rsi,
        string ticker,
        SignalType signal,
        string opening,
        int minutes,
        int five,
        int contradicting,
        int disputes,
        bool fallback,
        string version,
        int id
    ) =>
        new(
            new Guid(id, (short)(minutes % 30_000), (short)(rsi * 10), new byte[8]),
            s_start.AddMinutes(minutes),
            new SignalToExplain(
                ticker,
                signal,
                0.8,
                new Indicators(string.Create(CultureInfo.InvariantCulture, $$"""{"rsi":{{rsi}}}""")),
                null
            ),
            new ExplanationContent(
                string.Create(CultureInfo.InvariantCulture, $"{opening}: the RSI of {rsi} is what the signal rests on today."),
                [new Factor("rsi", "neutral")],
                "neutral"
            ),
            version,
            fallback,
            five,
            contradicting,
            1,
            disputes
        );

    private static TuningCandidate Distinct(int i, string ticker, SignalType signal)
    {
        // Words of their own, so that no two say the same.
        var words = string.Join(' ', Enumerable.Range(0, 12).Select(k => Word((i * 31) + (k * 7919))));
        return Candidate(10, ticker, signal, "x", i, 1, 0, 0, false, "v1.0", i) with
        {
            Signal = new SignalToExplain(ticker, signal, 0.8, new Indicators($$"""{"note":"{{Word(i)}}{{i}}"}"""), null),
            Content = new ExplanationContent($"{words}.", [new Factor("note", "neutral")], "neutral"),
        };
    }

    private static string Word(int seed) =>
        string.Concat(Enumerable.Range(0, 6).Select(i => (char)('a' + (Math.Abs((seed + 1) * (i + 3) * 2_654_435) % 26))));
}
