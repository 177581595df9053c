using Deque.AxeCore.Playwright;
using LearningActors.Simulation;
using LearningActors.Tests.Lists;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>Every page of the dashboard, from the narrowest screen to the widest, light and dark.</summary>
public sealed class AccessibilityTests : IAsyncLifetime
{
    private static readonly string[] s_addresses =
    [
        "",
        "explanations?ticker=AAPL&signal=BUY",
        $"explanations/{ListSeeds.RatedExplanation}",
        "prompts",
        "prompts/v1.1",
        "experiments",
        "experiments/BUY-1",
        "experiments/plan?signal=BUY&versions=v1.2",
        "fine-tuning",
        "fine-tuning/datasets",
        "fine-tuning/jobs",
        "fine-tuning/models",
        "trades",
        "strategies",
        "strategies/rule-1",
        "insights",
        "insights/relevant?setup=pullback",
        "recommendations/queue",
        "recommendations/matches",
        "recommendations/sent",
        "recommendations/orders",
        "recommendations/positions",
        "recommendations/outcomes",
        "recommendations/analytics?days=730",
        "weekly-summaries",
        "weekly-summaries/2021/1",
        "algorithm-changes",
        "algorithm-changes/expiration-shift.longer.1",
        "imports",
        "alerts?alert=seed%2F1",
        "cycles?cycle=weekly-summary",
        "operations",
        "operations/reminders",
        "operations/grains/champion",
        "operations/grains/champion/BUY",
        "audit",
        "people",
        "keys",
        "account",
        "link",
        "nowhere",
    ];

    private TestService _service = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(clock: new DrivenClock(DateTimeOffset.Parse("2021-01-09T17:00:00Z")));
        await _service.SeedAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [DashboardTheory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 320)]
    [InlineData(ColorScheme.Dark, 2560)]
    public async Task NoPageHasABarrierOrIsWiderThanTheScreen(ColorScheme scheme, int width)
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(_service);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, 900);
        var problems = new List<string>();
        foreach (var address in s_addresses)
        {
            await page.GotoAsync($"{_service.Url}/dashboard/{address}");
            await page.Locator("h1").First.WaitForAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var seen = await page.RunAxe();
            problems.AddRange(seen.Violations.Select(one => $"/{address}: {one.Id}, {one.Nodes[0].Html}"));
            var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            if (beyond > 0)
                problems.Add($"/{address} is {beyond} pixels wider than the screen.");
        }

        Assert.Empty(problems);
        Assert.Empty(browser.Errors);
    }
}
