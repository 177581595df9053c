using LearningActors.Client;
using LearningActors.Simulation;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Lists;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>Alerts are muted, insights silenced, and scores looked at on the pages.</summary>
public sealed class AlertAndInsightPageTests : IAsyncLifetime
{
    private TestService _service = null!;
    private BrowserSession _browser = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(clock: new DrivenClock(DateTimeOffset.Parse("2021-01-09T17:00:00Z")));
        await _service.SeedAsync();
        _browser = await BrowserSession.OpenAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _service.DisposeAsync();
    }

    [DashboardFact]
    public async Task AnOperatorMutesAKindAndTakesItBack()
    {
        var page = await _browser.SignInAsync(_service, "alerts?alert=seed%2F2", "operator");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mute budget" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("For").SelectOptionAsync("8");
        await dialog.GetByLabel("Reason").FillAsync("It is raised on Monday.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mute" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unmute Budget" }).WaitForAsync();
        var mute = Assert.Single(await _service.GetAsync<AlertMute[]>("/api/admin/alerts/mutes"));
        Assert.Equal(("budget", "a-operator", 8), (mute.Kind, mute.MutedBy, (mute.MutedUntil - mute.MutedAt).TotalHours));

        await page.GetByRole(AriaRole.Button, new() { Name = "Unmute Budget" }).ClickAsync();
        await page.GetByText("Budget: sent again").WaitForAsync();
        Assert.Empty(await _service.GetAsync<AlertMute[]>("/api/admin/alerts/mutes"));
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task AnAnalystSilencesAnInsightAndSeesTheTradesBehindIt()
    {
        var insight = (await _service.ItemsAsync<Insight>("/api/learning/insights?min_confidence=0"))[0];
        var page = await _browser.SignInAsync(_service, $"insights?insight={insight.Id}", "analyst");
        await page.GetByText("All trades under these conditions").ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Table of Trades behind the insight" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Silence" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("It is about one session.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Silence" }).ClickAsync();
        await page.GetByText("Silenced by a-analyst: It is about one session.").WaitForAsync();
        var silenced = Assert.Single(await _service.ItemsAsync<Insight>("/api/learning/insights?decision=silenced&min_confidence=0"));
        Assert.Equal((insight.Id, "a-analyst"), (silenced.Id, silenced.Decision!.By));
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task ARuleShowsHowItsScoreMovedAndIsRetired()
    {
        var page = await _browser.SignInAsync(_service, "strategies/rule-1", "analyst");
        await page.GetByRole(AriaRole.Img, new() { Name = "Effectiveness by day" }).WaitForAsync();
        await page.GetByText("Table", new() { Exact = true }).ClickAsync();
        var history = await _service.GetAsync<StrategyHistory>("/api/strategies/rule-1/history");
        await page.GetByRole(AriaRole.Cell, new() { Name = $"{history.Points[^1].Day:yyyy-MM-dd}" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Retire" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.False(await _service.ScalarAsync<bool>("SELECT is_active FROM strategy_rules WHERE id = 'rule-1'"));
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task WhatOneReadIsGoneWhenSomebodyElseSignsIn()
    {
        var page = await _browser.SignInAsync(_service, "people");
        await page.GetByRole(AriaRole.Cell, new() { Name = "root-admin" }).First.WaitForAsync();
        await page.Locator("[popovertarget=who]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByLabel("Password").First.WaitForAsync();
        Assert.Equal(0, await page.GetByText("root-admin").CountAsync());

        // The same page, not loaded again: nothing that the admin read is shown to the viewer, whatever the service answers.
        using (var admin = await Access.Browser.AdminAsync(_service))
            (await admin.InviteAsync(_service, "vic", "viewer")).Dispose();
        await page.RouteAsync("**/api/people**", route => route.AbortAsync());
        await page.GetByLabel("Name").FillAsync("vic");
        await page.Locator("input[type=password]").FillAsync(Access.Browser.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("[popovertarget=who]").GetByText("vic").WaitForAsync();
        Assert.Equal(0, await page.GetByText("root-admin").CountAsync());
    }
}
