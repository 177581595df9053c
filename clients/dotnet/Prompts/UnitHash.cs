using System.Globalization;

namespace LearningActors.Client;

/// <summary>
/// The place of a unit in 0..1 by GrowthBook's hash of version 2 (specification 0.8.0 of its SDKs):
/// <c>fnv1a(fnv1a(seed + unit)) mod 10 000 / 10 000</c>, where the inner hash is written as a decimal number.
/// </summary>
internal readonly struct UnitHash
{
    private const uint Offset = 0x811C9DC5;
    private const uint Prime = 0x01000193;
    private const int LongestNumber = 10;
    private readonly uint _seeded;

    /// <summary>The hash of the seed is computed once.</summary>
    internal UnitHash(string seed) => _seeded = Fnv1A(Offset, seed);

    /// <summary>The place of a unit, in steps of 1/10 000.</summary>
    internal double PlaceOf(string unit)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        Fnv1A(_seeded, unit).TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return Fnv1A(Offset, digits[..length]) % 10_000 / 10_000.0;
    }

    /// <summary>FNV-1a of 32 bits over UTF-16 code units.</summary>
    private static uint Fnv1A(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
            hash = unchecked((hash ^ unit) * Prime);
        return hash;
    }
}
