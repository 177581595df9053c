using System.Collections.Concurrent;
using System.Diagnostics;
using LearningActors.Tests;

namespace LearningActors.Benchmarks;

/// <summary>A host of this program as a process.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private const int WordsKept = 400;
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _words = new();

    private HostProcess(Process process, int port) => (_process, Port) = (process, port);

    internal int Port { get; }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>The last of what it wrote to standard error, where that was asked for.</summary>
    internal IReadOnlyCollection<string> Words => _words;

    /// <summary>The most memory that it ever had, MiB.</summary>
    internal double PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts a <see cref="BenchHost"/>.</summary>
    /// <param name="ledger">Which ledger.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="program">This program, or the one that was built on the other runtime.</param>
    internal static async Task<HostProcess> StartAsync(string ledger, string connectionString, string? program = null)
    {
        var port = LoopbackPort.Free();
        return await StartAsync(port, ["host", ledger, $"{port}", connectionString], program);
    }

    /// <summary>Starts this program with other arguments and waits until it says that it is ready.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="arguments">How to run.</param>
    /// <param name="program">This program, or another build of it.</param>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its last words.</exception>
    internal static async Task<HostProcess> StartAsync(int port, string[] arguments, string? program = null)
    {
        var host = Begin(port, arguments, program);
        await host.ReadyAsync();
        return host;
    }

    /// <summary>Starts this program with other arguments, and does not wait.</summary>
    /// <param name="port">Where it listens.</param>
    /// <param name="arguments">How to run.</param>
    /// <param name="program">This program, or another build of it.</param>
    /// <param name="environment">Further variables; with them, what it writes to standard error is kept.</param>
    internal static HostProcess Begin(
        int port,
        string[] arguments,
        string? program = null,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program ?? Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = environment is not null,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var host = new HostProcess(Process.Start(start)!, port);
        if (environment is not null)
        {
            host._process.ErrorDataReceived += (_, line) => host.Keep(line.Data);
            host._process.BeginErrorReadLine();
        }

        return host;
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its last words.</exception>
    internal async Task ReadyAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
                return;
        }

        await _process.WaitForExitAsync();
        throw new InvalidOperationException($"A host did not start ({_process.ExitCode}). {string.Join('\n', _words.TakeLast(20))}");
    }

    /// <summary>Ends it as a power failure would.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _words.Enqueue(line);
        while (_words.Count > WordsKept)
            _words.TryDequeue(out _);
    }
}
