using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using LearningActors.Simulation;
using LearningActors.Tests.Access;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>The dashboard in a browser: who signs in, and what is served.</summary>
public sealed class DashboardTests
{
    [DashboardFact]
    public async Task SomebodySignsInAndSeesWhatWasLearnt()
    {
        await using var service = await TestService.StartAsync(clock: new DrivenClock(DateTimeOffset.Parse("2021-01-09T17:00:00Z")));
        await service.DayAsync("BUY", ("v1.0", 40, 31));
        await service.DivergeAsync("2021-01-04", "a");
        await service.PostAsync($"{RecommendationDriver.Root}/weekly-summaries/generate?year=2021&week=1", new { });
        await service.Engine.PostAsJsonAsync("/api/strategies", new { id = "<b>pullback</b>" });
        await service.Engine.PostAsJsonAsync("/api/strategies", new { id = "pullback", name = "<img src=x onerror=alert(1)>" });

        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        var violations = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                violations.Add(message.Text);
        };
        await page.GotoAsync($"{service.Url}/dashboard/link#{service.FirstAdminToken}");
        await page.GetByLabel("Your name").FillAsync("ada");
        foreach (var field in await page.Locator("input[type=password]").AllAsync())
            await field.FillAsync(Browser.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password and sign in" }).ClickAsync();
        await page.GetByText("Needs a person now").WaitForAsync();
        await SignOutAsync();

        await page.GotoAsync(service.Url);
        Assert.EndsWith("/dashboard/", page.Url);
        await SignInAsync("wrong horse battery");
        await page.GetByText("Name or password is wrong").WaitForAsync();
        await SignInAsync(Browser.GoodPassword);
        await page.GetByText("77.5%").First.WaitForAsync();
        await page.Locator(".u-over").WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Weekly review" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "2021-W01" }).ClickAsync();
        await page.GetByText("Increase default DTE by 7 days").First.WaitForAsync();
        await page.GetByText("WEEKLY LEARNING SUMMARY (2021-W01)").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Strategies" }).ClickAsync();
        await page.GetByText("<img src=x onerror=alert(1)>").First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cycles" }).ClickAsync();
        await page.GetByText("weekly-summary").First.WaitForAsync();

        // The page is the same after it was loaded again; signed out, it asks who one is.
        await page.ReloadAsync();
        await page.GetByText("weekly-summary").First.WaitForAsync();
        await SignOutAsync();
        await page.ReloadAsync();
        await page.GetByLabel("Password").First.WaitForAsync();
        Assert.Empty(browser.Errors);
        Assert.Empty(violations);

        async Task SignOutAsync()
        {
            await page.Locator("[popovertarget=who]").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
            await page.GetByLabel("Password").First.WaitForAsync();
        }

        async Task SignInAsync(string password)
        {
            await page.GetByLabel("Name").FillAsync("ada");
            await page.Locator("input[type=password]").FillAsync(password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        }
    }

    [DashboardFact]
    public async Task FilesAreSmallCompressedAndNeverMixedWithOlderOnes()
    {
        await using var service = await TestService.StartAsync();
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        var files = new ConcurrentQueue<IResponse>();
        page.Response += (_, response) =>
        {
            if (response.Url.Contains("/dashboard/", StringComparison.Ordinal))
                files.Enqueue(response);
        };
        await browser.SignInAsync(service);
        await page.GetByText("Needs a person now").WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        // A file that is asked for twice is one; the chart comes later, where there is something to draw.
        var first = files.DistinctBy(file => file.Url).Where(file => !file.Url.Contains("Chart", StringComparison.Ordinal));
        var lengths = await Task.WhenAll(first.Select(file => file.HeaderValueAsync("content-length")));
        Assert.InRange(lengths.Sum(length => long.Parse(length ?? "0", CultureInfo.InvariantCulture)), 50_000, 200_000);

        var missing = await service.Anonymous.GetAsync("/dashboard/assets/index-of-yesterday.js");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        var address = await service.Anonymous.GetAsync("/dashboard/prompts/v1.2?against=v1.0");
        Assert.Equal("text/html", address.Content.Headers.ContentType!.MediaType);
        var policy = Assert.Single(address.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var other = await service.Anonymous.GetAsync("/dashboard/");
        Assert.NotEqual(policy, Assert.Single(other.Headers.GetValues("Content-Security-Policy")));
        var card = await service.Anonymous.GetAsync("/dashboard/card.js");
        Assert.Equal("*", Assert.Single(card.Headers.GetValues("Access-Control-Allow-Origin")));
    }
}

/// <summary>A test of the dashboard in a browser, skipped where either is missing.</summary>
public sealed class DashboardFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(
        !LearningApi.HasDashboard ? "The dashboard was not built; ./test does so where npm is installed."
            : File.Exists(BrowserSession.Program) ? null
            : $"{BrowserSession.Program} is not installed.",
        test
    );

/// <summary>Likewise, for several cases.</summary>
public sealed class DashboardTheoryAttribute : TheoryAttribute
{
    /// <summary>Skipped where the dashboard or the browser is missing.</summary>
    public DashboardTheoryAttribute() => Skip = new DashboardFactAttribute().Skip;
}
