using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LearningActors.Tests.Http;

/// <summary>The document in <c>docs</c>, which clients are made from, is the one that the service serves.</summary>
public sealed class OpenApiDocumentTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private static readonly JsonSerializerOptions s_written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Where it is, when the tests run in the repository.</summary>
    internal static string Path { get; } = Repository.Path("docs", "openapi.json");

    [Fact]
    public async Task TheDocumentInDocsIsTheServedOne()
    {
        var served = JsonNode.Parse(await fixture.Service.Anonymous.GetStringAsync("/openapi/v1.json"))!.AsObject();
        // The address of this test's service.
        served.Remove("servers");
        var text = served.ToJsonString(s_written) + "\n";
        if (Environment.GetEnvironmentVariable("LEARNING_WRITE_OPENAPI") is { Length: > 0 })
            await File.WriteAllTextAsync(Path, text);
        Assert.True(
            text == await File.ReadAllTextAsync(Path),
            "docs/openapi.json is not the served document. Write it: "
                + "LEARNING_WRITE_OPENAPI=1 dotnet test tests/Service.Tests --filter OpenApiDocument; then follow with clients and "
                + "dashboard."
        );
    }
}
