using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Hosting;

namespace LearningActors.Tests.Simulation;

/// <summary>After the simulated weeks the service stays, so that somebody can look around.</summary>
public sealed class DemoProcessTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("learningactors-demo-").FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task TheServiceStaysWithItsDataUntilItIsInterruptedAndThenNothingIsLeftRunning()
    {
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        using var demo = Process.Start(DemoProcess.Start(_root, LoopbackPort.Free(), "--weeks", "1"))!;
        var errors = demo.StandardError.ReadToEndAsync();
        var words = new List<string>();
        while (await demo.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready ", StringComparison.Ordinal))
            words.Add(line);
        Assert.True(words.Any(line => line.Contains("read key", StringComparison.Ordinal)), $"{string.Join('\n', words)}\n{await Ended()}");

        // What was printed is enough to read what the week left; the clock tells the real time.
        using var http = new HttpClient { BaseAddress = new Uri(Printed("API").Split(' ')[0]) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Printed("read key"));
        var analytics = (await http.GetFromJsonAsync<AnalyticsResponse>("/api/admin/llm-analytics?days=30", ClientJson.Options))!;
        Assert.Equal(7 * 8 * 3 * 17, analytics.TotalExplanations);
        Assert.Equal(DateOnly.FromDateTime(DateTime.UtcNow), analytics.To);

        using var interrupt = Process.Start("kill", ["-INT", $"{demo.Id}"]);
        await demo.WaitForExitAsync();
        Assert.Equal((0, ""), (demo.ExitCode, await errors));
        Assert.True(await WasStoppedAsync(), "A server was left running.");

        string Printed(string what) =>
            words.Last(line => line.TrimStart().StartsWith(what, StringComparison.Ordinal)).Trim()[what.Length..].Trim();

        async Task<string> Ended() => demo.HasExited ? await errors : "It runs.";
    }

    [Fact]
    public async Task ADemonstrationThatIsInterruptedEndsWithoutWords()
    {
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        using var demo = Process.Start(DemoProcess.Start(_root, LoopbackPort.Free()))!;
        var errors = demo.StandardError.ReadToEndAsync();
        while (await demo.StandardOutput.ReadLineAsync() is { } line && !line.Contains("8 weeks", StringComparison.Ordinal))
            continue;
        var rest = demo.StandardOutput.ReadToEndAsync();
        using var interrupt = Process.Start("kill", ["-INT", $"{demo.Id}"]);
        await demo.WaitForExitAsync();
        Assert.Equal((130, ""), (demo.ExitCode, await errors));
        Assert.DoesNotContain("believed", await rest);
        Assert.True(await WasStoppedAsync(), "A server was left running.");
    }

    /// <summary>Whether no server ran on the demonstration's database.</summary>
    private async Task<bool> WasStoppedAsync()
    {
        var server = await PrivatePostgres.StartAsync(Path.Combine(_root, "demo"));
        await server.StopAsync();
        return server.WasStarted;
    }
}
