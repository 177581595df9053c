using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>
/// Stands between the service and PostgreSQL. Where it is told to, the next commit reaches the server, and the connection breaks in
/// place of the answer.
/// </summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private static readonly byte[] s_commit = "COMMIT\0"u8.ToArray();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Task _accepting;
    private int _armed;
    private int _cuts;

    private CommitCutter(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        _server = new IPEndPoint(IPAddress.Loopback, to.Port);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>Leads through it.</summary>
    internal string ConnectionString { get; }

    /// <summary>How often it cut.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    /// <summary>One before the server of a database.</summary>
    internal static CommitCutter Before(string connectionString) => new(connectionString);

    internal void CutNextCommit() => Volatile.Write(ref _armed, 1);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (SocketException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server);
            var cut = new Cut();
            await Task.WhenAny(ForwardAsync(client, server, cut), AnswerAsync(server, client, cut));
        }
    }

    private async Task ForwardAsync(TcpClient from, TcpClient to, Cut cut)
    {
        var buffer = new byte[65536];
        while (await ReadAsync(from, buffer) is > 0 and var count)
        {
            if (buffer.AsSpan(0, count).IndexOf(s_commit) >= 0 && Interlocked.Exchange(ref _armed, 0) == 1)
                cut.IsSet = true;
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }

    /// <summary>The first bytes after the commit are its answer: it is done by then.</summary>
    private async Task AnswerAsync(TcpClient from, TcpClient to, Cut cut)
    {
        var buffer = new byte[65536];
        while (await ReadAsync(from, buffer) is > 0 and var count)
        {
            if (cut.IsSet)
            {
                Interlocked.Increment(ref _cuts);
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private static async Task<int> ReadAsync(TcpClient from, byte[] buffer)
    {
        try
        {
            return await from.GetStream().ReadAsync(buffer);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return 0;
        }
    }

    private sealed class Cut
    {
        private volatile bool _isSet;

        internal bool IsSet
        {
            get => _isSet;
            set => _isSet = value;
        }
    }
}
