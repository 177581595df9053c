using System.Diagnostics;
using LearningActors.Hosting;
using LearningActors.Tests.Durability;

namespace LearningActors.Tests.Docs;

/// <summary>A service that <c>./run</c> starts, with keys that it makes for itself, and what a reader pastes beside it.</summary>
public sealed class PastedCommands : IAsyncLifetime
{
    // What curl gets and is refused ends the commands, as a reader's attention would. Everything is built. An import says its id.
    private static readonly string s_shell = $$"""
        curl() { command curl --fail-with-body "$@"; }
        ./run() { LEARNING_BUILT={{Built}} '{{Repository.Path("run")}}' "$@" | tee said.txt; }
        imported() { sed -n 's/.* import undo //p' said.txt; }
        export LEARNING_HOME=$PWD/.local LEARNING_ENGINE_KEY=$(sed 's/.*"Engine":"\([^"]*\)".*/\1/' .local/keys.json)
        """;

    private static string Built => GrainRuntime.IsCluster ? "Orleans" : "Embedded";

    private readonly ServiceHome _home = new();
    private ServiceProcess? _service;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        await SampleFiles.WriteToAsync(_home.Path);
        _service = await ServiceProcess.StartAsync(
            Path.Combine(_home.Path, ".local"),
            _home.Port,
            new() { ["LEARNING_BUILT"] = Built },
            keys: false,
            program: Repository.Path("run")
        );
    }

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

    /// <summary>The listings of a page that ask the service for something, read its keys, or send it files, in their order.</summary>
    /// <param name="page">Its path in the repository.</param>
    internal static string[] Of(string page) => [.. Listing.Of(page).Where(IsPasted).Select(listing => listing.Text)];

    /// <summary>Whether it is one of those.</summary>
    internal static bool IsPasted(Listing listing) =>
        listing.Language.Length == 0
        && new[] { "curl ", "keys.json", "./run import broker history.csv" }.Any(word =>
            listing.Text.Contains(word, StringComparison.Ordinal)
        );

    /// <summary>Pastes commands into one shell, where the service was started.</summary>
    /// <returns>How the shell ended, and what it said.</returns>
    internal async Task<(int Exit, string Words)> PasteAsync(IEnumerable<string> commands)
    {
        var pasted = string.Join('\n', commands.Prepend(s_shell))
            .Replace("localhost:8080", $"127.0.0.1:{_home.Port}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", $"127.0.0.1:{_home.Port}", StringComparison.Ordinal)
            .Replace("<id>", "$(imported)", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", pasted])
        {
            WorkingDirectory = _home.Path,
            RedirectStandardOutput = true,
            Environment = { ["LEARNING_URL"] = $"http://127.0.0.1:{_home.Port}" },
        };
        using var shell = Process.Start(start)!;
        var words = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, words.Trim());
    }
}
