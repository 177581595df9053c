using System.Diagnostics;
using Xunit.Abstractions;

namespace LearningActors.Tests.Durability;

/// <summary>
/// The chaos of <c>./bench chaos</c>, for a short time: hosts and PostgreSQL are killed under load, and the faults that are cheap are
/// made. Its own checks decide; what it prints has the seed to repeat it.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const string Faults =
        "kills,read-only-database,database-cut-off,database-gone-unnoticed,hosts-gone-unnoticed,database-certificate-expired,"
        + "model-refuses,model-closes,model-429-later,model-not-json,model-certificate-expired,clock-back,clock-forward,"
        + "silo-cut-off,silo-gone-unnoticed";

    /// <summary>
    /// From when the hosts are ready. A fault takes seconds; on a busy machine fewer of them are made, and five at least.
    /// </summary>
    private const string Minutes = "0.5";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(18);

    [Fact]
    public async Task KillsAndFaultsUnderLoadLoseNothingAndDoubleNothing()
    {
        var start = new ProcessStartInfo(Program("Benchmarks"))
        {
            ArgumentList = { "chaos", "--minutes", Minutes, "--seed", "19", "--faults", Faults },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var chaos = Process.Start(start)!;
        try
        {
            var (said, failed) = (chaos.StandardOutput.ReadToEndAsync(), chaos.StandardError.ReadToEndAsync());
            using var patience = new CancellationTokenSource(s_patience);
            await chaos.WaitForExitAsync(patience.Token);
            var words = $"{await said}\n{await failed}";
            output.WriteLine(words);
            Assert.True(chaos.ExitCode == 0, words);
            Assert.Contains("nothing lost, nothing doubled", words);
        }
        finally
        {
            if (!chaos.HasExited)
                chaos.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A program beside this test's own output: artifacts/runtime/bin/project/configuration.</summary>
    private static string Program(string project)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Combine(folder.Parent!.Parent!.FullName, project, folder.Name, $"LearningActors.{project}");
    }
}
