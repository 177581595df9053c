using System.Diagnostics;
using LearningActors.Hosting;

namespace LearningActors.Tests.Simulation;

/// <summary>The demonstration as its own process.</summary>
internal static class DemoProcess
{
    /// <summary>As the README starts it; everything is built.</summary>
    internal static ProcessStartInfo Start(string home, int port, params string[] args)
    {
        Assert.Equal("./run demo", Listing.Of("README.md")[0].Text.Trim());
        return new ProcessStartInfo(Repository.Path("run"), ["demo", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["LEARNING_BUILT"] = GrainRuntime.IsCluster ? "Orleans" : "Embedded",
                ["LEARNING_HOME"] = home,
                ["LEARNING_URL"] = $"http://127.0.0.1:{port}",
            },
        };
    }
}
