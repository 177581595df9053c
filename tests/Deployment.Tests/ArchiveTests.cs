using System.Diagnostics;
using System.Net;
using LearningActors.Hosting;

namespace LearningActors.Tests.Deployment;

/// <summary>The archive is packed, unpacked, and started by a user who has nothing of .NET.</summary>
public sealed class ArchiveTests : IDisposable
{
    private const string Name = "learningactors-linux-x64";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learningactors-archive-");

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AnArchiveRunsWhereNoDotnetIs()
    {
        var (exit, words) = await Programs.RunAsync(
            Repository.Path("deploy", "scripts", "package.sh"),
            Repository.Root,
            GrainRuntime.IsCluster ? "Orleans" : "Embedded"
        );
        Assert.True(exit == 0, words);
        (exit, words) = await Programs.RunAsync("sha256sum", Repository.Path("artifacts", "packages"), "--check", $"{Name}.tar.gz.sha256");
        Assert.True(exit == 0, words);
        (exit, words) = await Programs.RunAsync(
            "tar",
            _folder.FullName,
            "-xzf",
            Repository.Path("artifacts", "packages", $"{Name}.tar.gz")
        );
        Assert.True(exit == 0, words);
        // Anybody may enter, and write into the home alone.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        var home = _folder.CreateSubdirectory("home");
        File.SetUnixFileMode(home.FullName, (UnixFileMode)0b111_111_111);

        var port = LoopbackPort.Free();
        using var service = Process.Start(Program(port, home.FullName))!;
        var errors = service.StandardError.ReadToEndAsync();
        while (await service.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready ", StringComparison.Ordinal)) { }

        _ = service.StandardOutput.ReadToEndAsync();
        Assert.False(service.HasExited, service.HasExited ? await errors : "");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openapi/v1.json")).StatusCode);
        Assert.Equal(0, await HealthAsync(port, home.FullName));

        await Programs.RunAsync("kill", "/", "-TERM", $"{service.Id}");
        await service.WaitForExitAsync();
        Assert.True(service.ExitCode == 0, await errors);
        Assert.Equal(1, await HealthAsync(port, home.FullName));
    }

    private async Task<int> HealthAsync(int port, string home)
    {
        using var asked = Process.Start(Program(port, home, "health"))!;
        await asked.WaitForExitAsync();
        return asked.ExitCode;
    }

    /// <summary>As another user where this one is root, with an environment that knows of no .NET.</summary>
    private ProcessStartInfo Program(int port, string home, params string[] arguments)
    {
        var program = Path.Combine(_folder.FullName, Name, "bin", "LearningActors.Silo");
        var start =
            Environment.UserName == "root"
                ? new ProcessStartInfo("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", program, .. arguments])
                : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = _folder.FullName;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/sbin";
        start.Environment["DOTNET_ROOT"] = "/nonexistent";
        (start.Environment["LEARNING_HOME"], start.Environment["LEARNING_URL"]) = (home, $"http://127.0.0.1:{port}");
        return start;
    }
}
