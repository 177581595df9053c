using System.Net;
using System.Net.Sockets;

namespace LearningActors.Benchmarks.Load;

/// <summary>One HTTP/1.1 connection that sends a request and reads its answer, with as little work as can be.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly byte[] s_headersEnd = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] s_contentLength = "Content-Length: "u8.ToArray();
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    internal static async Task<Connection> OpenAsync(int port)
    {
        var connection = new Connection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <summary>Returns the status. Answers are longer than the buffer only by mistake.</summary>
    internal async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var read = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(read));
            if (count == 0)
                throw new IOException("The server closed the connection.");
            read += count;
            if (IsComplete(read))
                return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool IsComplete(int read)
    {
        var answer = _buffer.AsSpan(0, read);
        var end = answer.IndexOf(s_headersEnd);
        if (end < 0)
            return false;
        var at = answer[..end].IndexOf(s_contentLength);
        if (at < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var length = 0;
        for (var i = at + s_contentLength.Length; answer[i] is >= (byte)'0' and <= (byte)'9'; i++)
            length = (length * 10) + (answer[i] - '0');
        return read >= end + s_headersEnd.Length + length;
    }
}
