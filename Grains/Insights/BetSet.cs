using System.Numerics;

namespace LearningActors.Insights;

/// <summary>Some of the bets of a table: a bit for each.</summary>
internal sealed class BetSet
{
    private readonly ulong[] _bits;

    private BetSet(ulong[] bits)
    {
        _bits = bits;
        Count = bits.Sum(word => BitOperations.PopCount(word));
    }

    internal int Count { get; }

    internal static BetSet Of(int size, IEnumerable<int> places)
    {
        var bits = new ulong[(size + 63) / 64];
        foreach (var place in places)
            bits[place >> 6] |= 1UL << (place & 63);
        return new BetSet(bits);
    }

    /// <summary>Which bets they are, in order.</summary>
    internal IEnumerable<int> Places
    {
        get
        {
            for (var i = 0; i < _bits.Length; i++)
            {
                for (var word = _bits[i]; word != 0; word &= word - 1)
                    yield return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    internal BetSet And(BetSet other) => new([.. _bits.Zip(other._bits, (one, two) => one & two)]);

    internal BetSet Without(BetSet other) => new([.. _bits.Zip(other._bits, (one, two) => one & ~two)]);

    internal int CountAnd(BetSet other)
    {
        var count = 0;
        for (var i = 0; i < _bits.Length; i++)
            count += BitOperations.PopCount(_bits[i] & other._bits[i]);
        return count;
    }

    internal int CountAnd(BetSet second, BetSet third)
    {
        var count = 0;
        for (var i = 0; i < _bits.Length; i++)
            count += BitOperations.PopCount(_bits[i] & second._bits[i] & third._bits[i]);
        return count;
    }

    /// <summary>What both have over what either has, 0..1: 1 for the same bets.</summary>
    internal double Likeness(BetSet other) => CountAnd(other) is var both && both == 0 ? 0 : (double)both / (Count + other.Count - both);
}
