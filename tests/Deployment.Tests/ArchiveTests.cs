using System.Diagnostics;
using System.Net;
using Npgsql;

namespace LearningActors.Tests.Deployment;

/// <summary>The archive is packed, unpacked, and started by a user who has nothing of .NET.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learningactors-archive-");

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AnArchiveRunsWhereNoDotnetIs()
    {
        var archive = Path.Combine(await PackedArchive.FolderAsync(), $"{PackedArchive.Name}.tar.gz");
        var (exit, words) = await Programs.RunAsync("tar", _folder.FullName, "-xzf", archive);
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
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openapi/v1.json")).StatusCode);
            Assert.Equal(0, await HealthAsync(port, home.FullName));
        }
        finally
        {
            // Its PostgreSQL ends with it.
            await Programs.RunAsync("kill", "/", "-TERM", $"{service.Id}");
            await service.WaitForExitAsync();
        }

        Assert.True(service.ExitCode == 0, await errors);
        Assert.Equal(1, await HealthAsync(port, home.FullName));
    }

    /// <summary>
    /// The commands of the page, in mounts of their own over /opt, /etc and /var/lib. What systemd would do last is done from the unit:
    /// its user, its environment, its state directory, and its program, until that is healthy and asked to stop.
    /// </summary>
    [RootFact]
    public async Task ThePageInstallsAServiceThatTheUnitStarts()
    {
        var database = new NpgsqlConnectionStringBuilder(await TestPostgres.CreateDatabaseAsync(withSchema: false));
        var commands = Listing.Of("docs/deployment.md", "sudo tar").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("sudo systemctl", commands[^1], StringComparison.Ordinal);
        var script = $$"""
            mount -t tmpfs tmpfs "$PWD"
            cd "$PWD"
            for over in opt etc var/lib; do
              mkdir -p "$PWD/over/$over" "$PWD/under/$over"
              mount -t overlay overlay -o "lowerdir=/$over,upperdir=$PWD/over/$over,workdir=$PWD/under/$over" "/$over"
            done
            # As on a machine that has never had it.
            ! id learningactors >/dev/null 2>&1 || userdel learningactors
            sudo() { "$@"; }
            systemctl() {
              [ "$*" = "enable --now learningactors" ]
              unit=/etc/systemd/system/learningactors.service
              [ -z "$(command -v systemd-analyze)" ] || systemd-analyze verify "$unit"
              of() { sed -n "s/^$1=//p" "$unit"; }
              install -d -o "$(of User)" "/var/lib/$(of StateDirectory)"
              cd "$(of WorkingDirectory)"
              mapfile -t variables < <(grep -v '^#' "$(of EnvironmentFile)")
              as() { env -i "${variables[@]}" setpriv --reuid="$(of User)" --regid="$(of User)" --clear-groups "$@"; }
              as "$(of ExecStart)" >said 2>&1 &
              for second in {1..90}; do ! as "$(of ExecStart)" health >/dev/null 2>&1 || break; sleep 1; done
              as "$(of ExecStart)" health || { cat said; exit 1; }
              kill -TERM "$(pgrep -u "$(of User)" -f LearningActors.Silo)"
              wait $!
            }
            cd '{{await PackedArchive.FolderAsync()}}'
            {{string.Join('\n', commands[..^1])}}
            [ "$(stat -c %a /etc/learningactors/learningactors.env)" = 600 ]
            sed -i -e 's|^LEARNING_URL=.*|LEARNING_URL=http://127.0.0.1:{{LoopbackPort.Free()}}|' \
              -e 's|^LEARNING_POSTGRES=.*|LEARNING_POSTGRES={{database.ConnectionString}}|' /etc/learningactors/learningactors.env
            {{commands[^1]}}
            """;
        var (exit, words) = await Programs.RunAsync(
            "unshare",
            _folder.FullName,
            "--mount",
            "--propagation",
            "private",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "bash",
            "-euc",
            script
        );
        Assert.True(exit == 0, words);
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
        var program = Path.Combine(_folder.FullName, PackedArchive.Name, "bin", "LearningActors.Silo");
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
