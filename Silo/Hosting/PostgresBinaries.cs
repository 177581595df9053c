using System.Diagnostics;
using LearningActors.Configuration;

namespace LearningActors.Hosting;

/// <summary>The installed PostgreSQL programs, run as a user that may run them.</summary>
internal sealed class PostgresBinaries
{
    private const string ServerUser = "postgres";
    private readonly string _directory;

    private PostgresBinaries(string directory) => _directory = directory;

    /// <summary>PostgreSQL refuses root: its programs then run as the user of the Debian package.</summary>
    internal static bool RunsAsOtherUser => OperatingSystem.IsLinux() && Environment.UserName == "root";

    /// <exception cref="OperatorException">PostgreSQL is not installed.</exception>
    internal static PostgresBinaries Find()
    {
        var candidates = Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(path => path, StringComparer.Ordinal)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        var directory = candidates
            .Concat(path)
            .FirstOrDefault(one => File.Exists(Path.Combine(one, "initdb")) && File.Exists(Path.Combine(one, "pg_ctl")));
        return directory is not null
            ? new PostgresBinaries(directory)
            : throw new OperatorException(
                "PostgreSQL is not installed. Install it (Debian: apt-get install postgresql), or give a connection string in "
                    + "LEARNING_POSTGRES."
            );
    }

    /// <summary>Where a program of PostgreSQL is.</summary>
    internal string PathOf(string program) => Path.Combine(_directory, program);

    /// <summary>Makes the server's user the owner of a directory, if it is another one.</summary>
    internal static async Task HandOverAsync(string directory)
    {
        if (RunsAsOtherUser)
            await RunAsync("chown", ["-R", $"{ServerUser}:", directory], asServerUser: false);
    }

    /// <summary>The server's user can enter the directory.</summary>
    internal static async Task<bool> CanEnterAsync(string directory) =>
        !RunsAsOtherUser || (await TryRunAsync("test", ["-x", directory], asServerUser: true)).ExitCode == 0;

    internal Task RunAsync(string program, params string[] arguments) => RunAsync(PathOf(program), arguments, asServerUser: true);

    internal async Task<bool> SucceedsAsync(string program, params string[] arguments) =>
        (await TryRunAsync(PathOf(program), arguments, asServerUser: true)).ExitCode == 0;

    private static async Task RunAsync(string program, string[] arguments, bool asServerUser)
    {
        var (exitCode, output) = await TryRunAsync(program, arguments, asServerUser);
        if (exitCode != 0)
            throw new OperatorException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} failed ({exitCode}): {output.Trim()}");
    }

    private static async Task<(int ExitCode, string Output)> TryRunAsync(string program, string[] arguments, bool asServerUser)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        if (asServerUser && RunsAsOtherUser)
        {
            start.FileName = "runuser";
            string[] prefix = ["-u", ServerUser, "--", program];
            foreach (var argument in prefix.Concat(arguments))
                start.ArgumentList.Add(argument);
        }
        else
        {
            start.FileName = program;
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
        }

        // A fixed locale: messages are read by the operator beside ours.
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var lines = new System.Collections.Concurrent.ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // Not until the output ends: the server that pg_ctl leaves behind inherits and holds it.
        while (!process.WaitForExit(0))
            await Task.Delay(20);
        return (process.ExitCode, string.Join('\n', lines));
    }
}
