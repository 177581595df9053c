namespace LearningActors.Tests.Structure;

/// <summary>What the formatter does not break, such as texts and comments, is held to its width too.</summary>
public sealed class LineTests
{
    private const int Width = 140;

    private static readonly string[] s_folders =
    [
        "Api",
        "Brokers",
        "Cli",
        "Grains",
        "Grains.Interfaces",
        "Orleans.Embedded",
        "Silo",
        "Simulation",
        "benchmarks",
        "clients",
        "dashboard/src",
        "deploy/scripts",
        "tests",
    ];

    private static readonly string[] s_kinds = [".cs", ".ts", ".tsx", ".css", ".mjs", ".py", ".sh"];

    // Rows as brokers write them.
    private static readonly string[] s_data = ["OptionEndTests.cs", "ImportTests.cs"];

    [Fact]
    public void NoLineIsWiderThanTheFormattersWidth() =>
        Assert.Empty(
            from folder in s_folders
            from file in Directory.EnumerateFiles(Repository.Path(folder), "*", SearchOption.AllDirectories)
            where s_kinds.Contains(Path.GetExtension(file)) && !IsMade(file) && !s_data.Contains(Path.GetFileName(file))
            from line in File.ReadLines(file).Index()
            where line.Item.Length > Width
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1}"
        );

    /// <summary>Made by a build, or by a package manager.</summary>
    private static bool IsMade(string file) =>
        Path.GetRelativePath(Repository.Root, file)
            .Split(Path.DirectorySeparatorChar)
            .Any(part => part is "node_modules" or "dist" or "bin" or "obj" or "openapi.ts" or "routeTree.gen.ts");
}
