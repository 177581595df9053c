using System.Diagnostics;

namespace LearningActors.Tests.Simulation;

/// <summary>The demonstration as its own process.</summary>
internal static class DemoProcess
{
    /// <summary>How to start the program beside this test's own output: artifacts/runtime/bin/Simulation/configuration.</summary>
    internal static ProcessStartInfo Start(string home, int port, params string[] args)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return new ProcessStartInfo(
            Path.Combine(output.Parent!.Parent!.FullName, "Simulation", output.Name, "LearningActors.Simulation"),
            args
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LEARNING_HOME"] = home, ["LEARNING_URL"] = $"http://127.0.0.1:{port}" },
        };
    }
}
