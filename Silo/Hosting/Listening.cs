using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LearningActors.Configuration;

namespace LearningActors.Hosting;

/// <summary>Looks, before anything is started, whether this process can listen where it is told to.</summary>
internal static class Listening
{
    /// <summary>Tries every address that the role needs.</summary>
    /// <exception cref="OperatorException">One can't be listened on; the message names its variable.</exception>
    internal static void Check(ServiceSettings settings)
    {
        Try(AddressOf(settings.Url), settings.Url.Port, $"{settings.Url.GetLeftPart(UriPartial.Authority)}", "LEARNING_URL");
        if (!GrainRuntime.IsCluster || settings.Role == HostRole.Api)
            return;
        var address = IPAddress.Parse(settings.SiloAddress);
        if (!IsOurs(address))
        {
            throw new OperatorException(
                $"LEARNING_SILO_ADDRESS is '{settings.SiloAddress}'; expected an IP address of this machine: "
                    + $"{string.Join(", ", OurAddresses())}."
            );
        }

        Try(address, settings.SiloPort, $"The silo's port {settings.SiloPort}", "LEARNING_SILO_PORT");
        Try(address, settings.GatewayPort, $"The gateway's port {settings.GatewayPort}", "LEARNING_GATEWAY_PORT");
    }

    private static void Try(IPAddress address, int port, string place, string variable)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new OperatorException(
                exception.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"{place} is taken: this service already runs there, or another program does. Stop it, or set {variable} to a "
                        + "free one."
                    : $"{place} can't be listened on: {exception.Message}. Set {variable} to one that can.",
                exception
            );
        }
    }

    /// <summary>As the server takes it: a name that is no address stands for all of them.</summary>
    private static IPAddress AddressOf(Uri url) =>
        IPAddress.TryParse(url.DnsSafeHost, out var address) ? address
        : url.IsLoopback ? IPAddress.Loopback
        : IPAddress.Any;

    private static bool IsOurs(IPAddress address) => IPAddress.IsLoopback(address) || OurAddresses().Contains(address);

    private static IEnumerable<IPAddress> OurAddresses() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(one => one.Address)
            .Where(address => !address.IsIPv6LinkLocal);
}
