using LearningActors.Hosting;

namespace LearningActors.Tests.Durability;

/// <summary>An empty home for services that are killed; its PostgreSQL is stopped and its files removed at the end.</summary>
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

    /// <summary>Stops the server and removes its files.</summary>
    internal async Task RemoveAsync()
    {
        await (await PrivatePostgres.StartAsync(Path)).StopAsync();
        Directory.Delete(Path, recursive: true);
    }
}
