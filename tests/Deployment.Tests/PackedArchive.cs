using LearningActors.Hosting;

namespace LearningActors.Tests.Deployment;

/// <summary>The archive, packed once for all tests of a run.</summary>
internal static class PackedArchive
{
    internal const string Name = "learningactors-linux-x64";
    private static readonly Lazy<Task<string>> s_folder = new(PackAsync);

    /// <summary>The folder with <c>learningactors-linux-x64.tar.gz</c>, and what is in it unpacked.</summary>
    internal static Task<string> FolderAsync() => s_folder.Value;

    private static async Task<string> PackAsync()
    {
        var (exit, words) = await Programs.RunAsync(
            Repository.Path("deploy", "scripts", "package.sh"),
            Repository.Root,
            GrainRuntime.IsCluster ? "Orleans" : "Embedded"
        );
        Assert.True(exit == 0, words);
        var folder = Repository.Path("artifacts", "packages");
        (exit, words) = await Programs.RunAsync("sha256sum", folder, "--check", $"{Name}.tar.gz.sha256");
        Assert.True(exit == 0, words);
        return folder;
    }
}
