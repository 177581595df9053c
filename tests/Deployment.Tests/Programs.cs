using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LearningActors.Tests.Deployment;

/// <summary>Programs of the machine that tests start.</summary>
internal static class Programs
{
    /// <summary>Runs one to its end.</summary>
    /// <returns>The exit code, and what it wrote.</returns>
    internal static async Task<(int Exit, string Words)> RunAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (words, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await words + await errors);
    }

    /// <summary>The path of a program, or null.</summary>
    internal static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}

/// <summary>A test that needs a program, skipped where the machine has none.</summary>
public sealed class ProgramFactAttribute(string program, [CallerMemberName] string test = "")
    : FactWhereAttribute(Programs.Find(program) is null ? $"This machine has no {program}." : null, test);

/// <summary>A test that mounts file systems, skipped where that is not allowed.</summary>
public sealed class RootFactAttribute([CallerMemberName] string test = "") : FactWhereAttribute(Missing, test)
{
    /// <summary>Why it can't be done; null where it can.</summary>
    internal static string? Missing { get; } = MayMount() ? null : "Only root may mount file systems, and not in every container.";

    private static bool MayMount()
    {
        if (Environment.UserName != "root" || Programs.Find("unshare") is null)
            return false;
        const string Overlay =
            "mount -t tmpfs tmpfs /mnt && mkdir /mnt/over /mnt/under && "
            + "mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/over,workdir=/mnt/under /etc";
        using var unshare = Process.Start(
            new ProcessStartInfo("unshare", ["--mount", "--pid", "--fork", "sh", "-c", Overlay]) { RedirectStandardError = true }
        )!;
        unshare.WaitForExit();
        return unshare.ExitCode == 0;
    }
}
