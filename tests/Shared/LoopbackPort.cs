using System.Net;
using System.Net.Sockets;

namespace LearningActors.Tests;

/// <summary>Ports for servers of a test.</summary>
internal static class LoopbackPort
{
    // A test runs measurements in a process of their own, beside others that take ports: neither must take a port of the other whose
    // server is just dead.
#if MEASUREMENTS
    private const int First = 10_000;
    private const int Count = 500;
#else
    private const int First = 10_500;
    private const int Count = 2_200;
#endif
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
