using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using LearningActors.Analysis;
using LearningActors.Prompts;

namespace LearningActors.Tests;

/// <summary>Whatever the first facts of a desk are, its figures can be written: none is a division by nothing.</summary>
public sealed class LearningShapeTests
{
    // So that a failure says where it is.
    private static readonly JsonSerializerOptions s_anything = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    [Fact]
    public void FiguresOfFewFactsCanBeWritten() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), CanBeWritten).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void CanBeWritten(int seed)
    {
        var random = new Random(seed);
        var today = new DateOnly(2026, 3, 2).AddDays(random.Next(20));
        var monday = IsoWeek.Of(today).Plus(-1).Monday;
        var cells = SignalTypes
            .All.Where(_ => random.Next(2) == 0)
            .Select(signal => (Signal: signal, Version: random.Next(2) == 0 ? "v1.0" : "v1.1", Tally: Few(random)))
            .ToImmutableArray();
        var total = Tally.Sum(cells.Select(cell => cell.Tally));
        var factor = random.NextInt64(total.Votes + 1);
        var positive = random.NextInt64(Math.Max(0, factor - (total.Votes - total.Positive)), Math.Min(factor, total.Positive) + 1);
        var sample = random.NextInt64(3);
        var shape = LearningShape.Make(
            4,
            monday,
            today,
            new LearningSums(
                [.. cells.Select(cell => (monday, cell.Signal, cell.Tally))],
                [.. cells.Select(cell => ("AAPL", cell.Signal, cell.Tally))],
                [.. cells.Select(cell => (cell.Signal, cell.Version, cell.Tally))],
                [("gpt", total)],
                new FactorSums(
                    [new FactorVotes("rsi", factor, positive)],
                    total.Votes,
                    total.Positive,
                    sample,
                    random.NextInt64(sample + 1)
                )
            ),
            [.. SignalTypes.All.Select(signal => new ChampionStatus(signal, random.Next(2) == 0 ? "v1.0" : "v1.1", [], null, null, []))],
            [],
            default
        );
        var written = JsonSerializer.Serialize(shape, s_anything);
        Assert.DoesNotMatch("NaN|Infinity", written);
    }

    private static Tally Few(Random random)
    {
        var explanations = 1 + random.NextInt64(4);
        var rated = random.NextInt64(explanations + 1);
        var votes = rated == 0 ? 0 : rated + random.NextInt64(12);
        var ratings = random.NextInt64(votes + 1);
        var stars = Enumerable.Range(0, (int)ratings).Select(_ => random.NextInt64(1, 6)).ToArray();
        return new Tally(
            explanations,
            random.NextInt64(explanations + 1),
            random.NextInt64(explanations + 1),
            rated,
            votes,
            random.NextInt64(votes + 1),
            ratings,
            stars.Sum(),
            stars.Sum(star => star * star),
            random.Next(3) * 0.001m,
            random.Next(1000)
        );
    }
}
