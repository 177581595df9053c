using System.Net;
using System.Net.Sockets;
using LearningActors.Tests.Durability;

namespace LearningActors.Tests.Access;

/// <summary>Connections that send nothing, to the service as its own process: each side holds its own ends.</summary>
public sealed class SilentConnectionTests : IAsyncLifetime
{
    /// <summary>10 000, or as many as this process may open.</summary>
    private static readonly int s_connections = Math.Min(10_000, OpenFilesLimit() - 2_000);

    private readonly ServiceHome _home = new();

    /// <inheritdoc />
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async Task DisposeAsync() => await _home.RemoveAsync();

    [Fact]
    public async Task ConnectionsThatSendNothingHoldNobodyUp()
    {
        using var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        var silent = new List<Socket>(s_connections);
        try
        {
            for (var i = 0; i < s_connections; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                silent.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, _home.Port);
            }

            await Eventually.TrueAsync(() => Task.FromResult(service.OpenFiles > s_connections), "the service holds them all");
            Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/api/strategies")).StatusCode);
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }

        Assert.Equal(0, await service.StopAsync());
    }

    private static int OpenFilesLimit() =>
        int.TryParse(
            File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))[26..47],
            out var limit
        )
            ? limit
            : int.MaxValue;
}
