using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using LearningActors.Simulation;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>The dashboard in a browser, and the cookie by which it reads.</summary>
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
        await page.GotoAsync(service.Url);
        Assert.EndsWith("/dashboard/", page.Url);
        await page.GetByLabel("Key with the scope").FillAsync("wrong-key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("The key is unknown").WaitForAsync();
        await page.GetByLabel("Key with the scope").FillAsync(service.Keys.Read);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByText("77.5%").First.WaitForAsync();
        await page.Locator(".u-over").WaitForAsync();
        await ShootAsync(page, "explanations");

        await page.GetByRole(AriaRole.Link, new() { Name = "Recommendations" }).ClickAsync();
        await page.GetByText("Increase default DTE by 7 days").First.WaitForAsync();
        await page.GetByText("WEEKLY LEARNING SUMMARY (2021-W01)").WaitForAsync();
        await ShootAsync(page, "learning");
        await page.GetByRole(AriaRole.Link, new() { Name = "Journal" }).ClickAsync();
        await page.GetByText("pullback").First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Operations" }).ClickAsync();
        await page.GetByText("weekly-summary").First.WaitForAsync();
        await ShootAsync(page, "operations");

        // The page is the same after it was loaded again; signed out, it asks for a key.
        await page.ReloadAsync();
        await page.GetByText("weekly-summary").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByLabel("Key with the scope").WaitForAsync();
        await page.ReloadAsync();
        await page.GetByLabel("Key with the scope").WaitForAsync();
        Assert.Empty(browser.Errors);
        Assert.Empty(violations);
    }

    private static Task ShootAsync(IPage page, string name) =>
        Environment.GetEnvironmentVariable("LEARNING_SCREENSHOTS") is { Length: > 0 } folder
            ? page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true })
            : Task.CompletedTask;
}

/// <summary>A test of the dashboard in a browser, skipped where either is missing.</summary>
public sealed class DashboardFactAttribute([CallerMemberName] string test = "")
    : FactWhereAttribute(
        !LearningApi.HasDashboard ? "The dashboard was not built; ./test does so where npm is installed."
            : File.Exists(BrowserSession.Program) ? null
            : $"{BrowserSession.Program} is not installed.",
        test
    );
