using System.Diagnostics;
using System.Text.RegularExpressions;
using LearningActors.Tests.Durability;

namespace LearningActors.Tests.Docs;

/// <summary>A service as <c>./run</c> starts it, with keys that it makes for itself, and what a reader pastes beside it.</summary>
public sealed partial class PastedCommands : IAsyncLifetime
{
    // What curl gets and is refused ends the commands, as a reader's attention would.
    private const string Curl = """curl() { command curl --fail-with-body "$@"; }""";

    private readonly ServiceHome _home = new();
    private ServiceProcess? _service;

    /// <inheritdoc />
    public async Task InitializeAsync() =>
        _service = await ServiceProcess.StartAsync(Path.Combine(_home.Path, ".local"), _home.Port, keys: false);

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.StopAsync();
            _service.Dispose();
        }

        await _home.RemoveAsync();
    }

    /// <summary>The listings of a page that ask the service for something, or read its keys, in their order.</summary>
    /// <param name="page">Its path in the repository.</param>
    internal static string[] Of(string page) =>
        [
            .. Listing()
                .Matches(File.ReadAllText(Repository.Path(page)))
                .Select(listing => listing.Groups[1].Value)
                .Where(commands => new[] { "curl ", "keys.json" }.Any(word => commands.Contains(word, StringComparison.Ordinal))),
        ];

    /// <summary>Pastes commands into one shell, where the service was started.</summary>
    /// <returns>How the shell ended, and what it said.</returns>
    internal async Task<(int Exit, string Words)> PasteAsync(IEnumerable<string> commands)
    {
        var pasted = string.Join('\n', commands.Prepend(Curl))
            .Replace("localhost:8080", $"127.0.0.1:{_home.Port}", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", pasted])
        {
            WorkingDirectory = _home.Path,
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;
        var words = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, words.Trim());
    }

    [GeneratedRegex("^```\\w*\\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Listing();
}
