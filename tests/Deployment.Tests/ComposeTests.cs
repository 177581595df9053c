using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using LearningActors.Client;
using LearningActors.Tests.Durability;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace LearningActors.Tests.Deployment;

/// <summary>The services of the compose file, as processes on this machine with its variables.</summary>
public sealed partial class ComposeTests : IDisposable
{
    private static readonly Dictionary<string, string> s_example = File.ReadLines(Repository.Path("deploy", "compose", "example.env"))
        .Where(line => line.Contains('=') && !line.StartsWith('#'))
        .ToDictionary(line => line[..line.IndexOf('=')], line => line[(line.IndexOf('=') + 1)..]);

    private readonly string _home = Directory.CreateTempSubdirectory("learningactors-compose-").FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void ServicesAreConfinedAndWaitedFor()
    {
        var compose = Read();
        var ours = compose.Services.Where(one => one.Value.Environment.ContainsKey("LEARNING_ROLE")).ToArray();
        Assert.Equal(["api", "silo-1", "silo-2", "silo-3"], ours.Select(one => one.Key).Order());
        Assert.All(ours, one => Assert.True(one.Value.ReadOnly));
        Assert.All(ours, one => Assert.Equal(["ALL"], one.Value.CapDrop));
        // Nobody else takes requests from outside of this machine.
        Assert.All(compose.Services.SelectMany(one => one.Value.Ports), port => Assert.StartsWith("127.0.0.1:", port));
    }

    [Fact]
    public async Task TheCommandsOfThePageNameWhatIsThere()
    {
        // Where they are run, docker says what it was asked for.
        const string Docker =
            """docker() { echo "$@" >>asked; for one in "$@"; do case "$one" in deploy/*) [ -f "$one" ] || exit 1 ;; esac; done; }""";
        foreach (var folder in (string[])["compose", "container"])
        {
            var copy = Directory.CreateDirectory(Path.Combine(_home, "deploy", folder)).FullName;
            foreach (var file in Directory.GetFiles(Repository.Path("deploy", folder)))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        var commands = Listing.Of("docs/deployment.md", "docker build").Text;
        var (exit, words) = await Programs.RunAsync("bash", _home, "-euc", $"{Docker}\n{commands}");
        Assert.True(exit == 0, words);
        var asked = await File.ReadAllLinesAsync(Path.Combine(_home, "asked"));
        Assert.Equal(["build", "compose"], asked.Select(line => line.Split(' ')[0]));
        // The image that is built is the one that the file takes.
        Assert.Contains($"-t {Substitute("${LEARNING_IMAGE:-learningactors}")}", asked[0], StringComparison.Ordinal);
    }

    [ClusterFact]
    public async Task ThreeSilosAndAFrontEndWorkWithItsVariables()
    {
        var compose = Read();
        var database = await TestPostgres.CreateDatabaseAsync(withSchema: false);
        var running = new List<ServiceProcess>();
        try
        {
            foreach (var (name, service) in compose.Services.Where(one => one.Value.Environment.ContainsKey("LEARNING_ROLE")))
            {
                // One machine stands for the addresses of the network, and there is no collector.
                var environment = service.Environment.ToDictionary(one => one.Key, one => Substitute(one.Value));
                environment["LEARNING_POSTGRES"] = database;
                environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
                if (environment.Remove("LEARNING_SILO_ADDRESS"))
                {
                    environment["LEARNING_SILO_PORT"] = $"{LoopbackPort.Free()}";
                    environment["LEARNING_GATEWAY_PORT"] = $"{LoopbackPort.Free()}";
                }

                running.Add(await ServiceProcess.StartAsync(Path.Combine(_home, name), LoopbackPort.Free(), environment, keys: false));
            }

            var api = running[^1].Client;
            api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", s_example["LEARNING_ADMIN_KEY"]);
            await Eventually.TrueAsync(
                async () => (await api.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK,
                "the front end is ready"
            );
            var logged = await api.PostAsJsonAsync(
                "/api/explanations/log",
                new
                {
                    ticker = "AAPL",
                    signal = "BUY",
                    confidence = 0.5,
                    explanation = "RSI is low.",
                }
            );
            Assert.True(logged.IsSuccessStatusCode, await logged.Content.ReadAsStringAsync());
            var silos = await api.GetFromJsonAsync<SiloReport[]>("/api/admin/silos", ClientJson.Options);
            Assert.Equal(3, silos!.Count(silo => silo.Status == "active"));
            Assert.All(await Task.WhenAll(running.Select(one => one.StopAsync())), exit => Assert.Equal(0, exit));
        }
        finally
        {
            running.ForEach(one => one.Dispose());
        }
    }

    private static Compose Read() =>
        new DeserializerBuilder()
            .IgnoreUnmatchedProperties()
            .Build()
            .Deserialize<Compose>(
                new MergingParser(new Parser(new StringReader(File.ReadAllText(Repository.Path("deploy", "compose", "compose.yaml")))))
            );

    /// <summary>As compose does: a value of the example, or the default after <c>:-</c>.</summary>
    private static string Substitute(string text) =>
        Placeholder()
            .Replace(
                text,
                found =>
                    s_example.GetValueOrDefault(found.Groups["name"].Value) is { Length: > 0 } given ? given
                    : found.Groups["default"].Success ? found.Groups["default"].Value
                    : throw new InvalidOperationException($"example.env lacks {found.Groups["name"].Value}.")
            );

    [GeneratedRegex(@"\$\{(?<name>\w+)(:\?|:-(?<default>[^}]*))?\}")]
    private static partial Regex Placeholder();

    /// <summary>What is read of the file.</summary>
    internal sealed class Compose
    {
        [YamlMember(Alias = "services")]
        public Dictionary<string, Service> Services { get; set; } = [];
    }

    /// <summary>A service of it.</summary>
    internal sealed class Service
    {
        [YamlMember(Alias = "environment")]
        public Dictionary<string, string> Environment { get; set; } = [];

        [YamlMember(Alias = "read_only")]
        public bool ReadOnly { get; set; }

        [YamlMember(Alias = "cap_drop")]
        public List<string> CapDrop { get; set; } = [];

        [YamlMember(Alias = "ports")]
        public List<string> Ports { get; set; } = [];
    }
}
