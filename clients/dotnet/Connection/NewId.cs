namespace LearningActors.Client;

/// <summary>Makes ids that sort by their time: UUID version 7.</summary>
internal static class NewId
{
#if NET9_0_OR_GREATER
    internal static Guid Make() => Guid.CreateVersion7();
#else
    /// <summary>RFC 9562, section 5.7: 48 bits of milliseconds, then random bits.</summary>
    internal static Guid Make()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        var milliseconds = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
#endif
}
