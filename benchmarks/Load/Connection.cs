using System.Net;
using System.Net.Sockets;

namespace LearningActors.Benchmarks.Load;

/// <summary>One HTTP/1.1 connection that sends a request and reads its answer, with as little work as can be.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] s_headersEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] s_contentLength = "Content-Length: "u8.ToArray();
    private byte[] _buffer = new byte[64 * 1024];
    private int _read;

    internal Connection(int port) => Socket.Connect(IPAddress.Loopback, port);

    internal Socket Socket { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>When the request under way was due, as a timestamp: what its latency counts from.</summary>
    internal long Due { get; private set; }

    internal void Send(ReadOnlyMemory<byte> request, long due)
    {
        (Due, _read) = (due, 0);
        Socket.Send(request.Span);
    }

    /// <summary>Reads what has come. The buffer grows with the longest answer.</summary>
    /// <returns>The status, once the answer is whole.</returns>
    internal int? Receive()
    {
        if (_read == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = Socket.Receive(_buffer.AsSpan(_read));
        if (count == 0)
            throw new IOException("The server closed the connection.");
        _read += count;
        return IsComplete() ? ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0') : null;
    }

    public void Dispose() => Socket.Dispose();

    private bool IsComplete()
    {
        var answer = _buffer.AsSpan(0, _read);
        var end = answer.IndexOf(s_headersEnd);
        if (end < 0)
            return false;
        var at = answer[..end].IndexOf(s_contentLength);
        if (at < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var length = 0;
        for (var i = at + s_contentLength.Length; answer[i] is >= (byte)'0' and <= (byte)'9'; i++)
            length = (length * 10) + (answer[i] - '0');
        return _read >= end + s_headersEnd.Length + length;
    }
}
