using System.Net;
using System.Net.Sockets;

namespace LearningActors.Tests;

/// <summary>Ports for servers of a test.</summary>
internal static class LoopbackPort
{
    private const int First = 10_000;
    private const int Count = 2_700;
    private static int s_next = Random.Shared.Next(Count);

    /// <summary>
    /// A port that nobody listens on, so low that the ports of silo and gateway, 10 000 and 20 000 above it, are below those that the
    /// system gives to outgoing connections.
    /// </summary>
    internal static int Free()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
