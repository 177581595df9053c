using System.Runtime.CompilerServices;

namespace LearningActors.Access;

/// <summary>A hash of 32 bytes as a key of a dictionary.</summary>
internal readonly record struct Digest(UInt128 High, UInt128 Low)
{
    internal static Digest Of(ReadOnlySpan<byte> hash) =>
        new(Unsafe.ReadUnaligned<UInt128>(in hash[0]), Unsafe.ReadUnaligned<UInt128>(in hash[16]));
}
