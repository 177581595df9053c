using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearningActors.Benchmarks;

/// <summary>A <see cref="BenchHost"/> as a process.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, int port) => (_process, Port) = (process, port);

    internal int Port { get; }

    /// <summary>The most memory that it ever had, MiB.</summary>
    internal double PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <param name="ledger">Which ledger.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="program">This program, or the one that was built on the other runtime.</param>
    internal static async Task<HostProcess> StartAsync(string ledger, string connectionString, string? program = null)
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var process = Process.Start(
            new ProcessStartInfo(program ?? Environment.ProcessPath!)
            {
                ArgumentList = { "host", ledger, $"{port}", connectionString },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
                return new HostProcess(process, port);
        }

        throw new InvalidOperationException($"The host with the ledger '{ledger}' did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
