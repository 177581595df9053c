using System.Text.Json;
using LearningActors.Prompts;

namespace LearningActors.Tests;

/// <summary>Assignment against the cases of GrowthBook's SDK specification.</summary>
public sealed class TrafficSplitTests
{
    [SharedDataFact("vectors/growthbook_bucketing.json")]
    public void HashesRangesAndChoicesAreGrowthBooks()
    {
        var vectors = PublishedVectors.Read("growthbook_bucketing.json");
        var hashes = vectors.GetProperty("hash").EnumerateArray().Where(one => one.GetProperty("version").GetInt32() == 2).ToArray();
        Assert.NotEmpty(hashes);
        Assert.All(
            hashes,
            one =>
                Assert.Equal(
                    one.GetProperty("expected").GetDouble(),
                    TrafficSplit.Hash(one.GetProperty("seed").GetString()!, one.GetProperty("value").GetString()!)
                )
        );
        Assert.All(
            vectors.GetProperty("chooseVariation").EnumerateArray(),
            one =>
                Assert.Equal(
                    one.GetProperty("expected").GetInt32(),
                    TrafficSplit.Choose(one.GetProperty("n").GetDouble(), Ranges(one.GetProperty("ranges")))
                )
        );

        // The SDK repairs splits that do not add up to 1 or have another number of arms; here they are never made.
        var sound = vectors
            .GetProperty("getBucketRange")
            .EnumerateArray()
            .Where(one =>
                one.GetProperty("coverage").GetDouble() is >= 0 and <= 1
                && one.GetProperty("weights") is { ValueKind: JsonValueKind.Array } weights
                && weights.GetArrayLength() == one.GetProperty("numVariations").GetInt32()
                && Math.Abs(weights.Numbers().Sum() - 1) < 1e-9
            )
            .ToArray();
        Assert.NotEmpty(sound);
        Assert.All(
            sound,
            one =>
            {
                var ranges = TrafficSplit.Ranges(one.GetProperty("weights").Numbers(), one.GetProperty("coverage").GetDouble());
                Assert.All(
                    Ranges(one.GetProperty("expected")).Zip(ranges),
                    pair =>
                    {
                        Assert.Equal(pair.First.From, pair.Second.From, 9);
                        Assert.Equal(pair.First.To, pair.Second.To, 9);
                    }
                );
            }
        );
    }

    [Fact]
    public void UnitsFallOnTheArmsAsTheSplitSaysAndAlwaysOnTheSameOne()
    {
        double[] weights = [0.4, 0.3, 0.2, 0.1];
        var counts = new int[4];
        for (var i = 0; i < 20_000; i++)
        {
            var arm = TrafficSplit.Arm("BUY-2026-03", $"unit-{i}", weights);
            Assert.Equal(arm, TrafficSplit.Arm("BUY-2026-03", $"unit-{i}", weights));
            counts[arm]++;
        }

        // Five standard deviations of a binomial are at most 347.
        Assert.All(weights.Zip(counts), pair => Assert.InRange(pair.Second, (pair.First * 20_000) - 347, (pair.First * 20_000) + 347));
        Assert.Contains(
            Enumerable.Range(0, 100),
            i => TrafficSplit.Arm("one", $"{i}", weights) != TrafficSplit.Arm("other", $"{i}", weights)
        );
    }

    private static (double From, double To)[] Ranges(JsonElement ranges) =>
        [.. ranges.EnumerateArray().Select(range => (range[0].GetDouble(), range[1].GetDouble()))];
}
