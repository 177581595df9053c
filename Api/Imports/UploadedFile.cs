using System.Security.Cryptography;
using System.Text;

namespace LearningActors.Imports;

/// <summary>A file as it was sent.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">The SHA-256 of its bytes, in hexadecimal digits.</param>
internal sealed record UploadedFile(string Text, long Bytes, string Hash)
{
    private const int BytesAtOnce = 64 * 1024;

    /// <summary>How a text begins, and how it is written then; UTF-8 without such a mark.</summary>
    private static readonly (byte[] Mark, Encoding Encoding)[] s_encodings =
    [
        ([0xEF, 0xBB, 0xBF], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
    ];

    /// <summary>Reads text as it arrives.</summary>
    /// <param name="content">What arrives.</param>
    /// <param name="maxBytes">Longer files are not read to their end.</param>
    /// <param name="abort">Nobody waits any more.</param>
    /// <exception cref="NotTextException">It is something else.</exception>
    /// <exception cref="FileTooLargeException">It is longer.</exception>
    internal static async Task<UploadedFile> ReadAsync(Stream content, long maxBytes, CancellationToken abort)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (text, size, buffer) = (new StringBuilder(), 0L, new byte[BytesAtOnce]);
        Decoder? decoder = null;
        int read;
        do
        {
            read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, abort);
            if ((size += read) > maxBytes)
                throw new FileTooLargeException();
            hash.AppendData(buffer, 0, read);
            var bytes = buffer.AsMemory(0, read);
            if (decoder is null)
                (decoder, bytes) = Begin(bytes);
            Append(text, decoder, bytes.Span, isLast: read < buffer.Length);
        } while (read == buffer.Length);

        return new UploadedFile(text.ToString(), size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static (Decoder Decoder, Memory<byte> Bytes) Begin(Memory<byte> start)
    {
        foreach (var (mark, encoding) in s_encodings)
        {
            if (start.Span.StartsWith(mark))
                return (encoding.GetDecoder(), start[mark.Length..]);
        }

        return (s_encodings[0].Encoding.GetDecoder(), start);
    }

    private static void Append(StringBuilder text, Decoder decoder, ReadOnlySpan<byte> bytes, bool isLast)
    {
        var chars = new char[bytes.Length + 1];
        try
        {
            var written = chars.AsSpan(0, decoder.GetChars(bytes, chars, flush: isLast));
            if (written.Contains('\0'))
                throw new NotTextException();
            text.Append(written);
        }
        catch (DecoderFallbackException)
        {
            throw new NotTextException();
        }
    }
}

/// <summary>The file is no text: a picture, an archive, a spreadsheet.</summary>
internal sealed class NotTextException() : Exception("The file is not text in UTF-8 or UTF-16.");

/// <summary>The file is longer than this host takes.</summary>
internal sealed class FileTooLargeException() : Exception("The file is too large.");
