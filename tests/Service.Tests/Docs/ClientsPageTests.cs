using System.Text.Json;
using LearningActors.Tests.Clients;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Http;
using LearningActors.Tests.Mcp;
using ModelContextProtocol.Client;

namespace LearningActors.Tests.Docs;

/// <summary>What an engine's developer copies from docs/clients.md works as it stands there.</summary>
public sealed class ClientsPageTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>, IDisposable
{
    private static readonly string s_root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(OpenApiDocumentTests.Path)!, ".."));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learningactors-clients-");

    private Dictionary<string, string> Key => new() { ["LEARNING_API_KEY"] = fixture.Service.Keys.Engine! };

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ThePackageIsMadeAndItsSnippetRunsOnItAlone()
    {
        var folder = _folder.FullName;
        var client = Path.Combine(s_root, "clients", "dotnet", "Client.csproj");
        // In a place of its own, so that nothing that others build beside this test is in its way.
        string[] own = ["-p:RunAnalyzers=false", $"-p:ArtifactsPath={folder}/artifacts", "-v", "q", "-nologo"];
        NodeRun.Run(folder, [], "dotnet", ["pack", client, "-c", "Release", "-o", folder, .. own]);
        var package = Directory.GetFiles(folder, "LearningActors.Client.*.nupkg").Single();
        using (var content = await System.IO.Compression.ZipFile.OpenReadAsync(package))
            Assert.Superset(
                new HashSet<string>
                {
                    "README.md",
                    "lib/net10.0/LearningActors.Client.dll",
                    "lib/net10.0/LearningActors.Client.xml",
                    "lib/net8.0/LearningActors.Client.dll",
                    "lib/net8.0/LearningActors.Client.xml",
                },
                content.Entries.Select(entry => entry.FullName).ToHashSet()
            );
        // It compiles for both; what runs it here is .NET 10.
        Assert.EndsWith("committed", Run("Engine", "Microsoft.NET.Sdk", "net10.0;net8.0", Snippet("csharp"), Key));
        // What the package's own page shows is a part of that.
        var ofThePage = Listing.Of("docs/clients.md", "using LearningActors.Client");
        Assert.Subset(Lines(ofThePage.Text), Lines(Assert.Single(Listing.Of("clients/dotnet/README.md")).Text));

        var hosted = $$"""
            using LearningActors.Client;

            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            {{Listing.Of("docs/clients.md", "builder.Services").Text}}
            await using var host = builder.Build();
            await host.StartAsync();
            await host.Services.GetRequiredService<PromptAssigner>().ReadyAsync();
            await host.StopAsync();
            Console.WriteLine("stopped");
            """;
        var settings = new Dictionary<string, string>
        {
            ["LearningActors__Addresses__0"] = fixture.Service.Url,
            ["LearningActors__Key"] = fixture.Service.Keys.Engine!,
        };
        Assert.EndsWith("stopped", Run("Host", "Microsoft.NET.Sdk.Web", "net10.0", hosted, settings));

        string Run(string name, string sdk, string frameworks, string program, Dictionary<string, string> environment)
        {
            var project = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            File.WriteAllText(Path.Combine(project, "Program.cs"), program);
            File.WriteAllText(
                Path.Combine(project, $"{name}.csproj"),
                $"""
                <Project Sdk="{sdk}">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFrameworks>{frameworks}</TargetFrameworks>
                    <Nullable>enable</Nullable>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <UseAppHost>false</UseAppHost>
                    <RestoreAdditionalProjectSources>{folder}</RestoreAdditionalProjectSources>
                    <RestorePackagesPath>{folder}/packages</RestorePackagesPath>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="LearningActors.Client" Version="1.0.0" />
                  </ItemGroup>
                </Project>
                """
            );
            NodeRun.Run(project, [], "dotnet", "build", "-v", "q", "-nologo");
            return NodeRun.Run(project, environment, "dotnet", $"bin/Debug/net10.0/{name}.dll").Trim();
        }

        static HashSet<string> Lines(string listing) => listing.Split('\n').ToHashSet();
    }

    [PythonFact]
    public async Task ThePythonCommandsAreTaken()
    {
        await fixture.Service.PostAsync("/api/strategies", new { id = "pullback" });
        var folder = _folder.FullName;
        await SampleFiles.WriteToAsync(folder);
        // What is undone is what the line before has imported.
        var commands = string.Join(
            '\n',
            Listing
                .Of("docs/clients.md", "python -m")
                .Text.Split('\n')
                .Select(line =>
                    line.Contains(" undo ", StringComparison.Ordinal)
                        ? $"{line[..(line.IndexOf(" undo ", StringComparison.Ordinal) + 6)]}$id"
                        : $"said=$({line})\n{Keep}"
                )
        );
        var words = NodeRun.Run(
            folder,
            new(Key) { ["PYTHONPATH"] = PythonRun.Folder, ["LEARNING_URL"] = fixture.Service.Url },
            "bash",
            "-euc",
            $"python() {{ python3 -B \"$@\"; }}\n{commands}"
        );
        Assert.Contains("1 rows: 1 executions stored", words);
        Assert.Contains("Undone: 1 executions", words);
    }

    private const string Keep = """
        echo "$said"; id=$(sed -n 's/.* import undo //p' <<<"$said")
        """;

    [PythonFact]
    public async Task ThePythonSnippetRuns()
    {
        var file = Path.Combine(_folder.FullName, "engine.py");
        await File.WriteAllTextAsync(file, Snippet("python"));
        var said = NodeRun.Run(PythonRun.Folder, new(Key) { ["PYTHONPATH"] = PythonRun.Folder }, "python3", "-B", file);
        Assert.Equal("committed", said.Trim());
    }

    [NodeFact]
    public async Task TheTypeScriptSnippetRunsOnThePackage()
    {
        var folder = NodeRun.Install();
        await File.WriteAllTextAsync(Path.Combine(folder, "engine.mjs"), Snippet("ts"));
        Assert.Equal("committed", NodeRun.Run(folder, Key, "node", "engine.mjs").Trim());
    }

    [Fact]
    public async Task AnAgentsHostStartsTheServerAsThePageSays()
    {
        using var page = JsonDocument.Parse(Snippet("json").Replace("lak_…", fixture.Service.Keys.Engine, StringComparison.Ordinal));
        var server = page.RootElement.GetProperty("mcpServers").GetProperty("learning-actors");
        // The script builds first; here the tests' own build is started, with the same environment.
        Assert.Equal("run", Path.GetFileName(server.GetProperty("command").GetString()));
        Assert.Contains("  mcp) ", await File.ReadAllTextAsync(Path.Combine(s_root, "run")));
        await using var agent = await McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Command = McpProgram.Path,
                    EnvironmentVariables = server
                        .GetProperty("env")
                        .EnumerateObject()
                        .ToDictionary(one => one.Name, one => (string?)one.Value.GetString()),
                }
            )
        );
        var tools = (await agent.ListToolsAsync()).Select(tool => tool.Name).ToHashSet();
        var named = Page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);
        Assert.Equal(tools.Order(), named.Order());
        var result = await agent.CallToolAsync("relevant_insights", new Dictionary<string, object?> { ["setupType"] = "pullback" });
        Assert.True(result.IsError != true);
    }

    private static string Page => File.ReadAllText(Path.Combine(s_root, "docs", "clients.md"));

    /// <summary>The first block of a language, for the service of this test.</summary>
    private string Snippet(string language) =>
        Page.Split($"```{language}\n")[1].Split("```")[0].Replace("http://127.0.0.1:8080", fixture.Service.Url, StringComparison.Ordinal);
}
