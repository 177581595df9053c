using System.Diagnostics;
using System.Text.Json;
using LearningActors.Client;

namespace LearningActors.Cli;

/// <summary>The service at <c>LEARNING_URL</c>, or one that is started for the purpose and stopped afterwards.</summary>
internal sealed class ServiceConnection : IAsyncDisposable
{
    private readonly Process? _started;
    private readonly HttpClient _http;

    private ServiceConnection(Process? started, HttpClient http, LearningClient client) =>
        (_started, _http, Client) = (started, http, client);

    internal LearningClient Client { get; }

    /// <summary>The service that listens where <c>LEARNING_URL</c> says, or one that is started for the command.</summary>
    /// <exception cref="CommandException">No service answers and none could be started, or no key is known.</exception>
    internal static async Task<ServiceConnection> FindOrStartAsync(Func<string, string?> environment)
    {
        var url = environment("LEARNING_URL") is { Length: > 0 } given ? given : "http://127.0.0.1:8080";
        var home = environment("LEARNING_HOME") is { Length: > 0 } place ? place : ".local";
        var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(3) };
        var started = await AnswersAsync(http) ? null : await StartAsync(environment);
        var file = Path.Combine(home, "keys.json");
        var keys = ReadKeys(file);
        return new ServiceConnection(started, http, new LearningClient(http, Key("ENGINE"), Key("READ")));

        string Key(string name) =>
            environment($"LEARNING_{name}_KEY") is { Length: > 0 } key ? key
            : keys.TryGetValue(name, out var kept) ? kept
            : throw new CommandException(
                $"The service at {url} asks for a key: set LEARNING_{name}_KEY, or LEARNING_HOME to the service's home."
            );
    }

    /// <summary>One line that says where to see what was sent.</summary>
    /// <param name="section">Of the dashboard.</param>
    internal string WhereToLook(string section)
    {
        var start = _started is null ? "" : "start the service with ./run, then ";
        return $"Look next: {start}{_http.BaseAddress}dashboard/#{section}";
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_started is null)
            return;
        using var terminate = Process.Start("kill", ["-TERM", $"{_started.Id}"]);
        await terminate.WaitForExitAsync();
        await _started.WaitForExitAsync();
        _started.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/health/live");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<Process> StartAsync(Func<string, string?> environment)
    {
        if (environment("LEARNING_SILO_PROGRAM") is not { Length: > 0 } program)
            throw new CommandException("No service answers at LEARNING_URL. Start it with ./run, or use ./run replay, which starts one.");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        start.Environment.Remove("LEARNING_SILO_PROGRAM");
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
                return process;
        }

        throw new CommandException("The service did not start; its message is above.");
    }

    private static Dictionary<string, string> ReadKeys(string file) =>
        File.Exists(file)
            ? JsonSerializer
                .Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
                .ToDictionary(key => key.Key.ToUpperInvariant(), key => key.Value)
            : [];
}
