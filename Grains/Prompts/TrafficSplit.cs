using System.Globalization;

namespace LearningActors.Prompts;

/// <summary>
/// Which arm a unit falls on, by the hash and the bucket ranges of GrowthBook's SDKs (specification 0.8.0), so that an
/// engine computes the same arm on its own.
/// </summary>
public static class TrafficSplit
{
    /// <summary>The arm of a unit: the index into the weights, or −1 where the unit takes no part.</summary>
    /// <param name="seed">The experiment's key.</param>
    /// <param name="unit">What is randomised: an explanation's id, or the caller's unit.</param>
    /// <param name="weights">The share of each arm; shares add up to 1.</param>
    public static int Arm(string seed, string unit, IReadOnlyList<double> weights) => Choose(Hash(seed, unit), Ranges(weights));

    /// <summary>
    /// The unit's place in 0..1, in steps of 1/10 000: <c>fnv1a(fnv1a(seed + unit)) mod 10 000</c>, the hash of version 2.
    /// </summary>
    public static double Hash(string seed, string unit) =>
        Fnv1A32(Fnv1A32(seed + unit).ToString(CultureInfo.InvariantCulture)) % 10_000 / 10_000.0;

    /// <summary>The ranges of the arms one after the other, each cut to the coverage.</summary>
    /// <param name="weights">The share of each arm.</param>
    /// <param name="coverage">The part of the units that takes part, 0..1.</param>
    public static (double From, double To)[] Ranges(IReadOnlyList<double> weights, double coverage = 1)
    {
        var ranges = new (double, double)[weights.Count];
        var from = 0.0;
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = (from, from + (weights[i] * coverage));
            from += weights[i];
        }

        return ranges;
    }

    /// <summary>The first range that holds the place, its lower end included; −1 for none.</summary>
    public static int Choose(double place, IReadOnlyList<(double From, double To)> ranges)
    {
        for (var i = 0; i < ranges.Count; i++)
        {
            if (place >= ranges[i].From && place < ranges[i].To)
                return i;
        }

        return -1;
    }

    /// <summary>FNV-1a of 32 bits over UTF-16 code units, as JavaScript's <c>charCodeAt</c> gives them.</summary>
    private static uint Fnv1A32(string text)
    {
        var hash = 0x811C9DC5u;
        foreach (var unit in text)
            hash = unchecked((hash ^ unit) * 0x01000193u);
        return hash;
    }
}
