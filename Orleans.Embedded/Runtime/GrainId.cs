using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Orleans.Runtime;

/// <summary>The identity of a grain, written <c>type/key</c>.</summary>
public readonly record struct GrainId(string Type, string Key)
{
    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(string grainType, string key) => new(grainType, key);

    /// <summary>Reads <c>type/key</c>; the key may hold further slashes.</summary>
    public static GrainId Parse(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new GrainId(value[..slash], value[(slash + 1)..])
            : throw new FormatException($"'{value}' is no grain id: expected type/key.");
    }

    /// <summary>
    /// The hash by which a cluster divides reminders among its silos. It is written with each reminder, so that a cluster
    /// finds the reminders that a single process registered.
    /// </summary>
    public uint GetUniformHashCode() => unchecked((StableHash(Type) * 31) + StableHash(Key));

    /// <inheritdoc />
    public override string ToString() => $"{Type}/{Key}";

    /// <summary>XXH32 with seed 0 over the UTF-8 bytes, its big-endian canonical form read as little-endian.</summary>
    private static uint StableHash(string text) => BinaryPrimitives.ReverseEndianness(XxHash32(Encoding.UTF8.GetBytes(text)));

    /// <summary>XXH32 with seed 0; https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.</summary>
    internal static uint XxHash32(ReadOnlySpan<byte> data)
    {
        const uint Prime1 = 0x9E3779B1,
            Prime2 = 0x85EBCA77,
            Prime3 = 0xC2B2AE3D,
            Prime4 = 0x27D4EB2F,
            Prime5 = 0x165667B1;
        unchecked
        {
            var length = (uint)data.Length;
            uint hash;
            if (data.Length >= 16)
            {
                uint a = Prime1 + Prime2,
                    b = Prime2,
                    c = 0,
                    d = 0 - Prime1;
                for (; data.Length >= 16; data = data[16..])
                {
                    a = Round(a, data);
                    b = Round(b, data[4..]);
                    c = Round(c, data[8..]);
                    d = Round(d, data[12..]);
                }

                hash =
                    BitOperations.RotateLeft(a, 1)
                    + BitOperations.RotateLeft(b, 7)
                    + BitOperations.RotateLeft(c, 12)
                    + BitOperations.RotateLeft(d, 18);
            }
            else
            {
                hash = Prime5;
            }

            hash += length;
            for (; data.Length >= 4; data = data[4..])
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime3), 17) * Prime4;
            foreach (var one in data)
                hash = BitOperations.RotateLeft(hash + (one * Prime5), 11) * Prime1;

            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return hash ^ (hash >> 16);
        }

        static uint Round(uint lane, ReadOnlySpan<byte> input) =>
            unchecked(BitOperations.RotateLeft(lane + (BinaryPrimitives.ReadUInt32LittleEndian(input) * Prime2), 13) * Prime1);
    }
}
