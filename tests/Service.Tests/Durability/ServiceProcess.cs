using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace LearningActors.Tests.Durability;

/// <summary>The service as its own process, with a private PostgreSQL that syncs to disk.</summary>
internal sealed class ServiceProcess : IDisposable
{
    internal const string Key = "durability-test-key";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _words = new();

    private ServiceProcess(Process process, int port)
    {
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromSeconds(30),
        };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    internal HttpClient Client { get; }

    /// <summary>What it wrote to standard error.</summary>
    internal string Words => string.Join('\n', _words);

    /// <summary>How many files and connections it holds open.</summary>
    internal int OpenFiles => Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length;

    /// <summary>Starts and waits until it takes requests; with keys that it makes for itself where it is given none.</summary>
    internal static async Task<ServiceProcess> StartAsync(
        string home,
        int port,
        Dictionary<string, string>? environment = null,
        bool keys = true,
        string? program = null
    )
    {
        var (service, exit) = await TryStartAsync(home, port, environment, keys, program);
        return service ?? throw new InvalidOperationException($"The service did not start: {exit}");
    }

    /// <summary>Starts; gives the exit code and words of one that ended instead.</summary>
    internal static async Task<(ServiceProcess? Service, string Exit)> TryStartAsync(
        string home,
        int port,
        Dictionary<string, string>? environment = null,
        bool keys = true,
        string? program = null
    )
    {
        var process = Process.Start(Info(home, port, environment, keys, program))!;
        var service = new ServiceProcess(process, port);
        process.ErrorDataReceived += (_, line) => service._words.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return (service, "");
            }
        }

        await process.WaitForExitAsync();
        var exit = $"{process.ExitCode}: {string.Join('\n', service._words)}";
        service.Dispose();
        return (null, exit);
    }

    /// <summary>How it is started: the program of this build, where no other is named.</summary>
    internal static ProcessStartInfo Info(
        string home,
        int port,
        Dictionary<string, string>? environment = null,
        bool keys = true,
        string? program = null
    )
    {
        var start = new ProcessStartInfo(program ?? Program()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            var name in start
                .Environment.Keys.Where(name =>
                    name.StartsWith("LEARNING_", StringComparison.Ordinal) || name.StartsWith("OPENAI_", StringComparison.Ordinal)
                )
                .ToArray()
        )
            start.Environment.Remove(name);
        (start.Environment["LEARNING_HOME"], start.Environment["LEARNING_URL"]) = (home, $"http://127.0.0.1:{port}");
        foreach (var scope in keys ? ["ENGINE", "READ"] : Array.Empty<string>())
            start.Environment[$"LEARNING_{scope}_KEY"] = scope == "ENGINE" ? Key : $"{Key}-read";
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return start;
    }

    /// <summary>Ends it as a power failure would.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop and waits until it and all that it started has.</summary>
    internal async Task<int> StopAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await terminate.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    /// <summary>The program beside this test's own output: artifacts/runtime/bin/Silo/configuration.</summary>
    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(output.Parent!.Parent!.FullName, "Silo", output.Name, "LearningActors.Silo");
    }
}
