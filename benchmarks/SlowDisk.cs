using System.Diagnostics;

namespace LearningActors.Benchmarks;

/// <summary>A disk whose flushes take longer: a library that is loaded into the server before its own.</summary>
internal static class SlowDisk
{
    /// <summary>Runs what starts a server; every flush to disk of that server takes so much longer.</summary>
    /// <param name="home">Where the library is put.</param>
    /// <param name="delay">How much longer.</param>
    /// <param name="start">Starts it.</param>
    internal static async Task<T> WithAsync<T>(string home, TimeSpan delay, Func<Task<T>> start)
    {
        Environment.SetEnvironmentVariable("LD_PRELOAD", await CompileAsync(home));
        Environment.SetEnvironmentVariable("SLOW_DISK_US", $"{(int)delay.TotalMicroseconds}");
        try
        {
            return await start();
        }
        finally
        {
            Environment.SetEnvironmentVariable("LD_PRELOAD", null);
        }
    }

    private static async Task<string> CompileAsync(string home)
    {
        var library = Path.Combine(home, "slow_disk.so");
        if (File.Exists(library))
            return library;
        using var compiler = Process.Start(
            "cc",
            ["-shared", "-fPIC", "-O2", "-o", library, Path.Combine(AppContext.BaseDirectory, "slow_disk.c"), "-ldl"]
        );
        await compiler.WaitForExitAsync();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("The C compiler did not compile slow_disk.c.");
    }
}
