using System.Diagnostics;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>
/// A disk of its own, small enough to be filled: a file with a file system, mounted. That needs the right to mount; without it this is a
/// folder, and can't be filled.
/// </summary>
internal sealed class DiskVolume : IAsyncDisposable
{
    private const string Size = "1500M";
    private const int Ballasts = 20;
    private readonly string _root;
    private readonly string? _image;

    private DiskVolume(string root, string? image) => (_root, _image) = (root, image);

    /// <summary>The folder on it that is used.</summary>
    internal string Home => Path.Combine(_root, "home");

    /// <summary>It can be filled.</summary>
    internal bool IsLimited => _image is not null;

    /// <param name="unlimited">A folder.</param>
    internal static async Task<DiskVolume> CreateAsync(bool unlimited)
    {
        var root = Directory.CreateTempSubdirectory("learningactors-chaos-").FullName;
        var image = $"{root}.img";
        var isMounted =
            !unlimited
            && await RunAsync("truncate", "-s", Size, image)
            && await RunAsync("mkfs.ext4", "-q", "-m", "0", image)
            && await RunAsync("mount", "-o", "loop", image, root);
        if (!isMounted)
            File.Delete(image);
        var volume = new DiskVolume(root, isMounted ? image : null);
        Directory.CreateDirectory(volume.Home);
        // The server's own user must be able to enter.
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode mode = (UnixFileMode)0b111_101_101;
            File.SetUnixFileMode(root, mode);
            File.SetUnixFileMode(volume.Home, mode);
        }

        return volume;
    }

    /// <summary>Takes all room but so many bytes.</summary>
    internal async Task FillAsync(long leave)
    {
        // The server takes room meanwhile: what is asked for may not be there any more.
        for (var i = 0; i < Ballasts && new DriveInfo(_root).AvailableFreeSpace is var free && free > leave; i++)
            await RunAsync("fallocate", "-l", $"{Math.Max(4096, free - leave - (i * 65536))}", Ballast(i));
    }

    /// <summary>Gives the room back.</summary>
    internal void Empty()
    {
        for (var i = 0; i < Ballasts; i++)
            File.Delete(Ballast(i));
    }

    public async ValueTask DisposeAsync()
    {
        if (_image is null)
        {
            Directory.Delete(_root, recursive: true);
            return;
        }

        for (var attempt = 0; attempt < 20 && !await RunAsync("umount", _root); attempt++)
            await Task.Delay(250);
        File.Delete(_image);
        Directory.Delete(_root, recursive: true);
    }

    private string Ballast(int number) => Path.Combine(_root, $"ballast-{number}");

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
