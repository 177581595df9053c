using System.Net;
using System.Net.Sockets;

namespace LearningActors.Tests;

/// <summary>
/// The way to a server on loopback, which a test can shut, hold up and break. It listens at a port of its own and passes on what comes.
/// </summary>
internal sealed class NetworkDoor : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Passage> _passages = [];
    private readonly IPEndPoint _server;
    private TcpListener? _listener;
    private DoorState _state = DoorState.Open;
    private TaskCompletionSource _held = Completed();

    private NetworkDoor(IPEndPoint server, int port) => (_server, Port) = (server, port);

    /// <summary>Where it listens.</summary>
    internal int Port { get; }

    /// <summary>How long each piece waits that goes through a slow door.</summary>
    internal TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>An open door to a server.</summary>
    internal static NetworkDoor To(int serverPort, int? port = null)
    {
        var door = new NetworkDoor(new IPEndPoint(IPAddress.Loopback, serverPort), port ?? LoopbackPort.Free());
        door.Set(DoorState.Open);
        return door;
    }

    /// <summary>Changes what becomes of connections, those that are there and those to come.</summary>
    internal void Set(DoorState state)
    {
        Passage[] passages;
        lock (_gate)
        {
            if (state == DoorState.Shut)
            {
                _listener?.Dispose();
                _listener = null;
            }
            else if (_listener is null)
            {
                var listener = _listener = new TcpListener(IPAddress.Loopback, Port);
                listener.Start();
                _ = AcceptAsync(listener);
            }

            if (state == DoorState.Held && _held.Task.IsCompleted)
                _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else if (state != DoorState.Held)
                _held.TrySetResult();
            passages = [.. _passages];
            _state = state;
        }

        foreach (var passage in passages)
            passage.Enter(state);
    }

    public ValueTask DisposeAsync()
    {
        Set(DoorState.Shut);
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                _ = PassAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The door is shut.
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        var passage = new Passage(client, server);
        lock (_gate)
            _passages.Add(passage);
        try
        {
            await WaitAsync();
            await server.ConnectAsync(_server);
            // A side that has gone unnoticed took what was there along; who comes anew at the client's side comes in.
            if (_state != DoorState.ClientGone)
                passage.Enter(_state);
            await Task.WhenAll(PumpAsync(passage, client, server), PumpAsync(passage, server, client));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Nobody listens behind the door, or it was shut meanwhile.
        }
        finally
        {
            lock (_gate)
                _passages.Remove(passage);
            passage.Close();
        }
    }

    private async Task PumpAsync(Passage passage, TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var (source, target) = (from.GetStream(), to.GetStream());
            while (await source.ReadAsync(buffer) is var count and > 0)
            {
                await WaitAsync();
                await target.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has gone.
        }

        // The other side is told, unless it shall not know.
        await passage.EndedAsync();
    }

    private async Task WaitAsync()
    {
        Task held;
        DoorState state;
        lock (_gate)
            (held, state) = (_held.Task, _state);
        await held;
        if (state != DoorState.Slow)
            return;
        using var pause = new PeriodicTimer(Delay);
        await pause.WaitForNextTickAsync();
    }

    private sealed class Passage(TcpClient client, TcpClient server)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _isHalf;

        internal void Enter(DoorState state)
        {
            switch (state)
            {
                case DoorState.Shut:
                    Close();
                    break;
                case DoorState.ServerGone:
                    _isHalf = true;
                    server.Close();
                    break;
                case DoorState.ClientGone:
                    _isHalf = true;
                    client.Close();
                    break;
                default:
                    // What was half open is noticed to be broken at last.
                    if (_isHalf)
                        Close();
                    break;
            }
        }

        internal Task EndedAsync()
        {
            if (_isHalf)
                return _over.Task;
            Close();
            return Task.CompletedTask;
        }

        internal void Close()
        {
            _over.TrySetResult();
            client.Close();
            server.Close();
        }
    }
}

/// <summary>What becomes of connections at a <see cref="NetworkDoor"/>.</summary>
internal enum DoorState
{
    /// <summary>All goes through.</summary>
    Open,

    /// <summary>All goes through, each piece after a while.</summary>
    Slow,

    /// <summary>Nothing goes through, and nobody is told: it arrives when the door is opened.</summary>
    Held,

    /// <summary>What was connected is cut off, what knocks is refused.</summary>
    Shut,

    /// <summary>Half open: the server's side has gone, and clients are not told.</summary>
    ServerGone,

    /// <summary>Half open: the client's side of what was there has gone, and the server is not told; new connections go through.</summary>
    ClientGone,
}
