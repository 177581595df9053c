using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LearningActors.Tests;

/// <summary>The way to a database, which a test can shut and open: what comes through is cut off, what knocks is refused.</summary>
internal sealed class DatabaseDoor : IAsyncDisposable
{
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly IPEndPoint _server;
    private readonly int _port = LoopbackPort.Free();
    private TcpListener? _listener;

    private DatabaseDoor(NpgsqlConnectionStringBuilder database)
    {
        _server = new IPEndPoint(IPAddress.Parse(database.Host!), database.Port);
        ConnectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = _port,
        }.ConnectionString;
    }

    /// <summary>The database behind the door.</summary>
    internal string ConnectionString { get; }

    /// <summary>An open door to a database.</summary>
    internal static DatabaseDoor To(string connectionString)
    {
        var door = new DatabaseDoor(new NpgsqlConnectionStringBuilder(connectionString));
        door.Open();
        return door;
    }

    internal void Open()
    {
        var listener = _listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    internal void Shut()
    {
        _listener?.Dispose();
        while (_open.TryTake(out var one))
            one.Close();
    }

    public ValueTask DisposeAsync()
    {
        Shut();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                _open.Add(client);
                _open.Add(server);
                await server.ConnectAsync(_server);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The door is shut.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        using (from)
        using (to)
        {
            try
            {
                await from.GetStream().CopyToAsync(to.GetStream());
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // One of the two has gone.
            }
        }
    }
}
