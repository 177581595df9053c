namespace LearningActors.Tests.Mcp;

/// <summary>The server's program, beside this test's own output.</summary>
internal static class McpProgram
{
    internal static string Path { get; } = Find();

    private static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return System.IO.Path.Combine(output.Parent!.Parent!.FullName, "Mcp", output.Name, "LearningActors.Mcp");
    }
}
