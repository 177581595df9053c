using System.Diagnostics;
using LearningActors.Tests.Durability;

namespace LearningActors.Tests.Docs;

/// <summary>What a newcomer copies from the README works as it stands there.</summary>
public sealed class ReadmeTests : IAsyncLifetime
{
    private readonly ServiceHome _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.RemoveAsync();

    [Fact]
    public async Task TheFirstResultIsWhatItSays()
    {
        var local = Path.Combine(_home.Path, ".local");
        using var service = await ServiceProcess.StartAsync(local, _home.Port, keys: false);
        var (exit, words) = await PasteAsync(FirstResult().Replace("localhost:8080", $"127.0.0.1:{_home.Port}", StringComparison.Ordinal));

        Assert.True(exit == 0 && words.EndsWith("""{"received":true}""", StringComparison.Ordinal), $"{exit}: {words}");
        Assert.Contains("\"explanation\":\"", words);
        Assert.Equal(0, await service.StopAsync());
    }

    /// <summary>The commands below the heading, as a shell reads them.</summary>
    private static string FirstResult()
    {
        var readme = File.ReadAllText(Repository.Path("README.md"));
        var section = readme[readme.IndexOf("## A first result", StringComparison.Ordinal)..];
        return section.Split("```")[1];
    }

    private async Task<(int Exit, string Words)> PasteAsync(string commands)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", commands])
        {
            WorkingDirectory = _home.Path,
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start)!;
        var words = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, words.Trim());
    }
}
