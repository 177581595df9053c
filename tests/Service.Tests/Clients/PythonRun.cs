using System.Diagnostics;
using System.Runtime.CompilerServices;
using LearningActors.Tests.Http;

namespace LearningActors.Tests.Clients;

/// <summary>A test that python3 runs, skipped where there is none.</summary>
public sealed class PythonFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(PythonRun.Version is null ? "There is no python3 of version 3.11 or newer here." : null, test);

/// <summary>Runs the Python client, as a quant's machine would: with the standard library alone.</summary>
internal static class PythonRun
{
    internal static string Folder { get; } =
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(OpenApiDocumentTests.Path)!, "..", "clients", "python"));

    /// <summary>The version of python3, such as 3.11; null where it is missing or older.</summary>
    internal static string? Version { get; } = FindVersion();

    /// <summary>Runs a module of unittest against a service; it must run at least one test, and none may fail.</summary>
    internal static async Task TestAsync(TestService service, string module, Dictionary<string, string>? environment = null)
    {
        var (exit, _, errors) = await RunAsync(service.Url, service.Keys.Engine!, environment, "-m", "unittest", "-v", module);
        Assert.True(exit == 0 && !errors.Contains("Ran 0 tests", StringComparison.Ordinal), errors);
    }

    /// <summary>Runs python3 with the service's address and key.</summary>
    internal static async Task<(int Exit, string Words, string Errors)> RunAsync(
        string url,
        string key,
        Dictionary<string, string>? environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo("python3", ["-X", "dev", "-B", .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        (start.Environment["LEARNING_URL"], start.Environment["LEARNING_API_KEY"]) = (url, key);
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (words, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await words, await errors);
    }

    private static string? FindVersion()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(
                    "python3",
                    ["-c", "import sys; print('%d.%d' % sys.version_info[:2] if sys.version_info >= (3, 11) else '')"]
                )
                {
                    RedirectStandardOutput = true,
                }
            )!;
            var version = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return version.Length == 0 ? null : version;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
