using System.Diagnostics;
using System.Runtime.CompilerServices;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Clients;

/// <summary>A test that Node runs, skipped where there is none.</summary>
public sealed class NodeFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(NodeRun.IsThere ? null : "There is no npm here.", test);

/// <summary>The TypeScript client, packed and installed as a user of it would.</summary>
internal static class NodeRun
{
    private static readonly Lock s_packing = new();

    internal static bool IsThere { get; } =
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "npm")));

    internal static string Source { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(OpenApiDocumentTests.Path)!, "..", "clients", "typescript"));

    /// <summary>A new folder in which the packed package is installed.</summary>
    internal static string Install()
    {
        var folder = Directory.CreateTempSubdirectory("learningactors-node-").FullName;
        // Two tests that build in the same folder would meet there.
        lock (s_packing)
        {
            if (!Directory.Exists(Path.Combine(Source, "node_modules")))
                Run(Source, [], "npm", "ci", "--no-audit", "--no-fund");
            Run(Source, [], "npm", "pack", "--pack-destination", folder);
        }

        File.WriteAllText(Path.Combine(folder, "package.json"), """{"type": "module"}""");
        Run(folder, [], "npm", "install", "--no-audit", "--no-fund", "--prefer-offline", Directory.GetFiles(folder, "*.tgz").Single());
        return folder;
    }

    /// <summary>Runs a program that must succeed, and returns what it said.</summary>
    internal static string Run(string folder, Dictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{words}\n{errors.Result}");
        return words;
    }
}
