using System.Net;
using LearningActors.Tests.Durability;

namespace LearningActors.Tests.Deployment;

/// <summary>A silo and a front end are started with the variables that docs/configuration.md gives them.</summary>
public sealed class ConfigurationPageTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("learningactors-roles-");

    /// <inheritdoc />
    public void Dispose() => _home.Delete(recursive: true);

    [ClusterFact]
    public async Task AFrontEndOfThePageWorksWithItsSilo()
    {
        var database = await TestPostgres.CreateDatabaseAsync(withSchema: false);
        var running = new List<ServiceProcess>();
        try
        {
            foreach (
                var line in Listing.Of("docs/configuration.md", "LEARNING_ROLE").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            )
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Assert.Equal(["./run", "--runtime", "Orleans"], words[^3..]);
                // One machine stands for both addresses.
                var environment = words[..^3].Select(word => word.Split('=', 2)).ToDictionary(one => one[0], one => one[1]);
                environment["LEARNING_POSTGRES"] = database;
                if (environment.ContainsKey("LEARNING_SILO_ADDRESS"))
                {
                    environment["LEARNING_SILO_ADDRESS"] = "127.0.0.1";
                    (environment["LEARNING_SILO_PORT"], environment["LEARNING_GATEWAY_PORT"]) = (
                        $"{LoopbackPort.Free()}",
                        $"{LoopbackPort.Free()}"
                    );
                }

                var port = LoopbackPort.Free();
                environment["LEARNING_URL"] = $"http://127.0.0.1:{port}";
                running.Add(await ServiceProcess.StartAsync(Path.Combine(_home.FullName, environment["LEARNING_ROLE"]), port, environment));
            }

            Assert.Equal(2, running.Count);
            await Eventually.TrueAsync(
                async () => (await running[^1].Client.GetAsync("/api/signals/AAPL/BUY")).StatusCode == HttpStatusCode.OK,
                "the front end answers from the silo's grains"
            );
            Assert.All(await Task.WhenAll(running.Select(one => one.StopAsync())), exit => Assert.Equal(0, exit));
        }
        finally
        {
            running.ForEach(one => one.Dispose());
        }
    }
}
