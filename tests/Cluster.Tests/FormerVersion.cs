using System.Diagnostics;
using System.Runtime.CompilerServices;
using LearningActors.Hosting;

namespace LearningActors.Tests;

/// <summary>The program of the version before, built from the history of this repository.</summary>
internal static class FormerVersion
{
    /// <summary>Its last commit. Whoever makes a release names the release before it here.</summary>
    private const string Commit = "626897d2";

    private static readonly string s_folder = Repository.Path("artifacts", "former", Commit);
    private static readonly Lazy<Task<string>> s_program = new(BuildAsync);

    /// <summary>Why it can't be built here; null where it can.</summary>
    internal static string? Missing =>
        !GrainRuntime.IsCluster ? "The embedded runtime is one process; several silos need the packages of Orleans."
        : Has() ? null
        : $"Git does not read {Commit} here: this copy of the repository has no history back to it, or there is no git.";

    /// <summary>The path of its host; built on the first call, in about a minute.</summary>
    internal static Task<string> ProgramAsync() => s_program.Value;

    private static bool Has()
    {
        try
        {
            using var git = Process.Start(
                new ProcessStartInfo("git", ["cat-file", "-e", $"{Commit}^{{tree}}"])
                {
                    WorkingDirectory = Repository.Root,
                    RedirectStandardError = true,
                }
            )!;
            git.WaitForExit();
            return git.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<string> BuildAsync()
    {
        var program = Path.Combine(s_folder, "artifacts", "orleans", "bin", "Silo", "release", "LearningActors.Silo");
        // The packages of Orleans come from where this build has them.
        const string Build = """
            set -euo pipefail
            rm -rf "$1.new"
            mkdir -p "$1.new"
            git archive "$2" | tar -x -C "$1.new"
            [ ! -f nuget.config ] || cp nuget.config "$1.new"
            (cd "$1.new" && dotnet build Silo -c Release -v q -nologo -p:GrainRuntime=Orleans -p:RunAnalyzers=false)
            # Only what was built to its end has the name.
            rm -rf "$1"
            mv "$1.new" "$1"
            """;
        if (!File.Exists(program))
        {
            var start = new ProcessStartInfo("bash", ["-c", Build, "former", s_folder, Commit])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
            };
            using var build = Process.Start(start)!;
            var words = await build.StandardOutput.ReadToEndAsync();
            await build.WaitForExitAsync();
            Assert.True(build.ExitCode == 0, words);
        }

        return program;
    }
}

/// <summary>A test with silos of the version before.</summary>
public sealed class FormerVersionFactAttribute([CallerMemberName] string test = "") : FactWhereAttribute(FormerVersion.Missing, test);
