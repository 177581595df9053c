using LearningActors.Hosting;

namespace LearningActors.Tests.Durability;

/// <summary>
/// An empty home for services that are killed. Every PostgreSQL that runs in it at the end, also below in a home within it, is stopped,
/// and its files are removed: a test that failed half-way has not stopped its own.
/// </summary>
internal sealed class ServiceHome
{
    internal ServiceHome()
    {
        // The server's own user must be able to enter.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    internal string Path { get; } = Directory.CreateTempSubdirectory("learningactors-kill-").FullName;

    /// <summary>The port of the service that lives here.</summary>
    internal int Port { get; } = LoopbackPort.Free();

    /// <summary>Stops the servers and removes their files.</summary>
    internal async Task RemoveAsync()
    {
        // One that was killed has left its file as well; it is started to be stopped in order.
        foreach (var running in Directory.GetFiles(Path, "postmaster.pid", SearchOption.AllDirectories))
            await (await PrivatePostgres.StartAsync(HomeOf(running))).StopAsync();
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>The home whose <c>postgres/data</c> holds the file.</summary>
    private static string HomeOf(string pidFile)
    {
        var data = System.IO.Path.GetDirectoryName(pidFile)!;
        return System.IO.Path.GetFullPath(System.IO.Path.Combine(data, "..", ".."));
    }
}
