using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>The guide, as the service serves it and as a browser shows it.</summary>
public sealed class GuideTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [GuideTheory]
    [InlineData("", "LearningActors")]
    [InlineData("runbooks", "Runbooks")]
    [InlineData("faq", "Why did it not promote?")]
    [InlineData("concepts", "How it learns")]
    [InlineData("guides/engine", "Connect an engine")]
    [InlineData("decisions/", "Decisions")]
    [InlineData("changelog", "Changelog")]
    public async Task APageIsServedAndRuns(string address, string title)
    {
        var answer = await Service.Anonymous.GetAsync($"/guide/{address}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));

        await using var browser = await BrowserSession.OpenAsync();
        var (page, said, elsewhere) = (browser.Page, new List<string>(), new List<string>());
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(Service.Url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
            )
                elsewhere.Add(request.Url);
        };
        await page.GotoAsync($"{Service.Url}/guide/{address}");
        await page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // What a script put on the page: the scheme of the system, and a search that answers from an index of this site.
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await page.GetByPlaceholder("Search").FillAsync("guardrail");
        await page.Locator(".VPLocalSearchBox .result").First.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        if (Environment.GetEnvironmentVariable("LEARNING_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"guide-{address.Replace('/', '-')}.png") });

        Assert.Empty(said);
        Assert.Empty(elsewhere);
        Assert.Empty(browser.Errors);
    }

    [GuideFact]
    public async Task ALinkInThePageGoesOnWithinTheGuideAndToTheService()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await page.GotoAsync($"{Service.Url}/guide/");
        await page.Locator(".vp-doc").GetByRole(AriaRole.Link, new() { Name = "Why did it not promote?" }).ClickAsync();
        await page.WaitForURLAsync("**/guide/faq");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Why did it not promote?", Level = 1 }).WaitForAsync();
        await page.GotoAsync($"{Service.Url}/guide/");
        await page.GetByRole(AriaRole.Link, new() { Name = "a page to try it" }).ClickAsync();
        await page.WaitForURLAsync("**/docs/**");
        Assert.Empty(browser.Errors);
    }

    [GuideFact]
    public async Task DiagramsAreDrawnInTheColoursOfThePage()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var (page, said) = (browser.Page, new List<string>());
        page.Console += (_, message) => said.Add($"{message.Type}: {message.Text}");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync($"{Service.Url}/guide/architecture");
        var drawings = page.Locator(".diagram svg");
        await Assertions.Expect(drawings).ToHaveCountAsync(2);
        await Assertions.Expect(drawings.First).ToContainTextAsync("Trading engine");
        await Assertions.Expect(drawings.Last).ToContainTextAsync("FineTuning");
        Assert.Equal(0, await page.Locator(".diagram code").CountAsync());
        var light = await FillAsync();
        await page.Locator(".VPSwitchAppearance").First.ClickAsync();
        await Eventually.TrueAsync(async () => await FillAsync() != light, "The diagram is drawn for the dark page.");
        if (Environment.GetEnvironmentVariable("LEARNING_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "guide-architecture.png") });
        Assert.Empty(said);
        Assert.Empty(browser.Errors);

        Task<string> FillAsync() => drawings.First.Locator(".node rect").First.EvaluateAsync<string>("one => getComputedStyle(one).fill");
    }

    /// <summary>Each of them is in the list at the side, by the name of what it helps to do.</summary>
    [GuideFact]
    public async Task EveryGuideIsReachedFromTheSide()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await page.GotoAsync($"{Service.Url}/guide/start");
        // The five minutes have pictures.
        var pictures = page.Locator(".vp-doc img");
        await Assertions.Expect(pictures).ToHaveCountAsync(2);
        foreach (var picture in await pictures.AllAsync())
            Assert.True(await picture.EvaluateAsync<bool>("one => one.decode().then(() => one.naturalWidth > 600)"));
        foreach (
            var (name, title) in new[]
            {
                ("Connect an engine", "Connect an engine"),
                ("Embed the card", "The card for other pages"),
                ("Import a broker", "Importing a broker's history"),
                ("Review a week", "Review a week"),
                ("Run experiments", "Run experiments"),
                ("Fine-tune", "Fine-tuning"),
                ("Operate", "Operations"),
                ("Secure", "Security"),
                ("Scale", "Scale"),
            }
        )
        {
            await page.Locator(".VPSidebar").GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }).WaitForAsync();
        }

        Assert.Empty(browser.Errors);
    }

    [GuideTheory]
    [InlineData("guide/faq")]
    [InlineData("guide/")]
    [InlineData("dashboard/")]
    public async Task HeadIsAnsweredAsGetWithoutABody(string address)
    {
        var head = await Service.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/{address}"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("text/html", head.Content.Headers.ContentType!.MediaType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        var missing = await Service.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/guide/nowhere"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [GuideFact]
    public async Task WhatIsNoPageIsNotFoundAndFilesAreKept()
    {
        var missing = await Service.Anonymous.GetAsync("/guide/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("text/html", missing.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await Service.Anonymous.GetAsync("/guide/assets/app.of-yesterday.js")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Service.Anonymous.GetAsync("/guide/..%2Fappsettings.json")).StatusCode);

        var html = await Service.Anonymous.GetAsync("/guide/faq");
        var policy = Assert.Single(html.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("'unsafe-inline'", policy[policy.IndexOf("script-src", StringComparison.Ordinal)..].Split(';')[0]);
        Assert.Contains("'sha256-", policy, StringComparison.Ordinal);
        Assert.Equal("no-cache", html.Headers.CacheControl!.ToString());
        var again = new HttpRequestMessage(HttpMethod.Get, "/guide/faq");
        again.Headers.IfNoneMatch.Add(html.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await Service.Anonymous.SendAsync(again)).StatusCode);

        var text = await html.Content.ReadAsStringAsync();
        var script = text[text.IndexOf("/guide/assets/app.", StringComparison.Ordinal)..].Split('"')[0];
        var file = await Service.Anonymous.GetAsync(script);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Contains("immutable", file.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }
}

/// <summary>A test of the guide in a browser, skipped where either is missing.</summary>
public sealed class GuideFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(
        !LearningApi.HasGuide ? "The guide was not built; ./test does so where npm is installed."
            : File.Exists(BrowserSession.Program) ? null
            : $"{BrowserSession.Program} is not installed.",
        test
    );

/// <summary>Likewise, for several cases.</summary>
public sealed class GuideTheoryAttribute : TheoryAttribute
{
    /// <summary>Skipped where the guide or the browser is missing.</summary>
    public GuideTheoryAttribute() => Skip = new GuideFactAttribute().Skip;
}
