namespace LearningActors.Tests.Docs;

/// <summary>Every listing of the README and the guide is run by a test, by <see cref="SnippetTests"/> or one that is named here.</summary>
public sealed class ListingTests
{
    /// <summary>The first line of a listing, and what runs it.</summary>
    private static readonly (string Page, string FirstLine, string Test)[] s_tests =
    [
        ("README.md", "./run demo", "Simulation/DemoProcess"),
        ("README.md", "./run   ", "Docs/SnippetTests"),
        ("SECURITY.md", "Kestrel__", "Access/TlsTests"),
        ("docs/architecture.md", "flowchart LR", "Pages/GuideTests"),
        ("docs/architecture.md", "flowchart TB", "Pages/GuideTests"),
        ("docs/card.md", "<script", "Pages/CardExampleTests"),
        ("docs/clients.md", "using LearningActors.Client", "Docs/ClientsPageTests"),
        ("docs/clients.md", "builder.Services", "Docs/ClientsPageTests"),
        ("docs/clients.md", "import os", "Docs/ClientsPageTests"),
        ("docs/clients.md", "python -m", "Docs/ClientsPageTests"),
        ("docs/clients.md", "import {", "Docs/ClientsPageTests"),
        ("docs/clients.md", "{", "Docs/ClientsPageTests"),
        ("docs/configuration.md", "LEARNING_ROLE", "../Deployment.Tests/ConfigurationPageTests"),
        ("docs/deployment.md", "sudo tar", "../Deployment.Tests/ArchiveTests"),
        ("docs/deployment.md", "docker build", "../Deployment.Tests/ComposeTests"),
        ("docs/deployment.md", "kubectl apply", "../Deployment.Tests/KubernetesTests"),
        ("docs/deployment.md", "pg_dump", "../Deployment.Tests/RestoreTests"),
        ("docs/fine-tuning.md", "Models__", "FineTuning/TuningDriver"),
        ("docs/guardrails.md", "{", "../Grains.Tests/Explanations/GuardrailPageTests"),
        ("docs/importing.md", "Kontoauszug", "Recommendations/MappingTests"),
        ("docs/importing.md", "{", "Recommendations/MappingTests"),
        ("docs/scale.md", "{\"table\"", "Retention/FactArchiveTests"),
        ("docs/start.md", "./run demo", "Simulation/DemoProcess"),
        // The service that all commands of the pages are sent to is started so.
        ("docs/start.md", "./run", "Docs/PastedCommands"),
    ];

    private static IEnumerable<string> Pages =>
        Directory
            .GetFiles(Repository.Path("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(page => !page.Contains("node_modules", StringComparison.Ordinal))
            .Concat(["README.md", "SECURITY.md"]);

    [Fact]
    public void EveryListingIsRunByATest()
    {
        var listings = Pages.SelectMany(page => Listing.Of(page)).ToArray();
        Assert.NotEmpty(listings);
        var others = listings.Where(listing => !(SnippetTests.Named.Contains(listing.Page) && PastedCommands.IsPasted(listing))).ToArray();
        Assert.Empty(others.Where(listing => !s_tests.Any(test => IsOf(test, listing))).Select(one => $"{one.Page}: {one.FirstLine}"));
        Assert.All(s_tests, test => Assert.Contains(others, listing => IsOf(test, listing)));
    }

    [Fact]
    public void EachOfTheseTestsIsThere() =>
        Assert.All(s_tests, test => Assert.True(File.Exists(Repository.Path("tests", "Service.Tests", $"{test.Test}.cs")), test.Test));

    [Fact]
    public void TheStartBeginsAsTheReadme() => Assert.Equal(Listing.Of("README.md")[0].Text, Listing.Of("docs/start.md")[0].Text);

    private static bool IsOf((string Page, string FirstLine, string Test) test, Listing listing) =>
        test.Page == listing.Page && listing.FirstLine.StartsWith(test.FirstLine, StringComparison.Ordinal);
}
