using LearningActors.Client;
using LearningActors.Simulation;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Lists;
using LearningActors.Tests.Recommendations;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>What traders, analysts and operators do on the pages takes effect in the service.</summary>
public sealed class PeopleAtWorkTests : IAsyncLifetime
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
    public async Task ATraderGivesReasonsWithTheKeyboardAndExcludes()
    {
        var page = await _browser.SignInAsync(_service, "recommendations/queue", "trader");
        await page.GetByRole(AriaRole.Button, new() { Name = "Premium too low" }).WaitForAsync();
        foreach (var key in new[] { "2", "5", "7" })
        {
            var saved = page.WaitForResponseAsync(answer => answer.Request.Method == "PATCH");
            await page.Keyboard.PressAsync(key);
            Assert.Equal(200, (await saved).Status);
        }

        await page.Keyboard.PressAsync("e");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("A test order.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Exclude" }).ClickAsync();
        await page.GetByText("excluded").First.WaitForAsync();

        var matches = await _service.MatchesAsync();
        foreach (var reason in new[] { "premium_low", "gut_feeling", "risk_too_high" })
            Assert.Single(matches, match => match.ReasonCode == reason);
        Assert.Single(matches, match => match.ExcludedReason == "A test order.");
        Assert.Equal(4, await AuditedAsync("a-trader", "match.%"));
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task AnAnalystReviewsAWeekAndDecidesItsProposals()
    {
        var page = await _browser.SignInAsync(_service, "weekly-summaries/2021/1", "analyst");
        await page.GetByRole(AriaRole.Button, new() { Name = "Implement" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Implement" }).ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("It is what the desk does anyway.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Implement" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It runs now" }).First.WaitForAsync();

        await page.GetByLabel("Note").FillAsync("Longer expirations pay.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reviewed" }).ClickAsync();
        await page.GetByText("Week 2021-W01: reviewed").WaitForAsync();

        var week = await _service.GetAsync<WeeklySummaryRecord>($"{RecommendationDriver.Root}/weekly-summaries/2021/1");
        Assert.Equal(("reviewed", "Longer expirations pay."), (week.Review!.ReviewStatus, week.Review.ReviewNotes));
        var change = await _service.GetAsync<AlgorithmChange>($"{RecommendationDriver.Root}/v4-candidates/expiration-shift.longer.1");
        Assert.Equal("accepted", change.Status);
        Assert.Equal("a-analyst", change.History[^1].By);
        Assert.Equal("a-analyst", week.Review.By);
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task AnAnalystStartsAnExperimentPromotesAndRollsBack()
    {
        var page = await _browser.SignInAsync(_service, "experiments/plan?signal=BUY&versions=v1.2", "analyst");
        await page.GetByText("Answers needed").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the experiment" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Experiment BUY-" }).WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("The figures do not support this").WaitForAsync();
        await dialog.GetByLabel("Reason").FillAsync("Clearer.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote v1.2" }).ClickAsync();
        await page.GetByText("Promoted manually: v1.2").WaitForAsync();
        Assert.Equal("v1.2", await ChampionAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("Not clearer after all.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal("v1.0", await ChampionAsync());
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task AnOperatorAcknowledgesRunsACycleAndLooksIntoAGrain()
    {
        var page = await _browser.SignInAsync(_service, "alerts?open=true&kind=budget", "operator");
        await page.Locator("td").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText("Acknowledged").WaitForAsync();
        Assert.Equal(1L, await _service.ScalarAsync<long>("SELECT count(*) FROM alerts WHERE acknowledged_at IS NOT NULL"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Cycles" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now nightly-metrics" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await page.GetByText("nightly-metrics was started").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Runs of nightly-metrics" }).WaitForAsync();

        await page.GotoAsync($"{_service.Url}/dashboard/operations/grains/champion/BUY");
        await page.GetByLabel("State champion as JSON").WaitForAsync();
        Assert.Equal(1, await AuditedAsync("a-operator", "alert.%"));
        Assert.Equal(1, await AuditedAsync("a-operator", "cycle.%"));
        await page.GotoAsync($"{_service.Url}/dashboard/audit?actor=a-operator");
        await page.GetByRole(AriaRole.Cell, new() { Name = "a-operator" }).First.WaitForAsync();
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task AnAdminInvitesSomebodyAndMakesAndRevokesAKey()
    {
        var page = await _browser.SignInAsync(_service, "people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("tom");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invite as trader" }).ClickAsync();
        var link = await page.GetByLabel("Link for tom").Locator("pre").InnerTextAsync();
        Assert.StartsWith($"{_service.Url}/dashboard/link#", link);

        await page.GotoAsync($"{_service.Url}/dashboard/keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        await dialog.GetByLabel("Name").FillAsync("engine-7");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var key = await page.GetByLabel("Key engine-7").Locator("pre").InnerTextAsync();
        using var engine = new HttpClient { BaseAddress = new Uri(_service.Url) };
        engine.DefaultRequestHeaders.Authorization = new("Bearer", key);
        Assert.True((await engine.GetAsync("/api/strategies")).IsSuccessStatusCode);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke engine-7" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.False((await engine.GetAsync("/api/strategies")).IsSuccessStatusCode);
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task WhoOnlyReadsIsOfferedNothingElse()
    {
        var page = await _browser.SignInAsync(_service, "recommendations/queue", "viewer");
        await page.GetByText("You may look, but not give reasons").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "People" }).CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Cycles" }).ClickAsync();
        await page.GetByText("weekly-summary").First.WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).CountAsync());
    }

    [DashboardFact]
    public async Task TheViewStaysInTheAddress()
    {
        var page = await _browser.SignInAsync(_service, "recommendations/matches");
        await page.GetByLabel("Kind").SelectOptionAsync("modify");
        await page.WaitForURLAsync("**type=modify**");
        await page.GetByRole(AriaRole.Link, new() { Name = "Orders" }).ClickAsync();
        await page.WaitForURLAsync("**/orders");
        await page.GoBackAsync();
        await page.WaitForURLAsync("**type=modify**");
        Assert.Equal("modify", await page.GetByLabel("Kind").InputValueAsync());
        await page.ReloadAsync();
        Assert.Equal("modify", await page.GetByLabel("Kind").InputValueAsync());
    }

    [DashboardFact]
    public async Task ATableIsTakenAwayWholeWithItsFilters()
    {
        var page = await _browser.SignInAsync(_service, "alerts?kind=budget");
        var download = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "CSV of Alerts" }).ClickAsync();
        var file = await (await download).PathAsync();
        var lines = await File.ReadAllLinesAsync(file);
        Assert.StartsWith("raised_at,kind,subject", lines[0]);
        Assert.Equal(await _service.ScalarAsync<long>("SELECT count(*) FROM alerts WHERE kind = 'Budget'"), lines.Length - 1);
        Assert.All(lines.Skip(1), line => Assert.Contains(",budget,", line));
    }

    [DashboardFact]
    public async Task WhatFailsSaysSoAndCanBeTriedAgain()
    {
        var page = await _browser.SignInAsync(_service);
        await page.RouteAsync(
            "**/api/strategies?**",
            route => route.FulfillAsync(new() { Status = 400, Body = "{\"title\": \"Refused.\", \"status\": 400}" })
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "Strategies" }).ClickAsync();
        await page.GetByText("This could not be loaded").WaitForAsync();
        await page.UnrouteAsync("**/api/strategies?**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "rule-1" }).WaitForAsync();

        await page.RouteAsync(
            "**/api/admin/silos",
            route => route.FulfillAsync(new() { Status = 403, Body = "{\"title\": \"No.\", \"status\": 403}" })
        );
        await page.GetByRole(AriaRole.Link, new() { Name = "Operations" }).ClickAsync();
        await page.GetByText("You may not see this").WaitForAsync();

        await page.Context.SetOfflineAsync(true);
        await page.GetByText("You are offline").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.RouteAsync(
            // The page's own question, and not that of the side bar, which may ask just now.
            url => url.Contains("/api/admin/alerts?", StringComparison.Ordinal) && !url.Contains("limit=100", StringComparison.Ordinal),
            route => route.FulfillAsync(new() { Status = 401, Body = "{\"title\": \"No.\", \"status\": 401}" })
        );
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByText("Alerts").ClickAsync();
        await page.GetByText("Your session has ended").WaitForAsync();
    }

    private Task<long> AuditedAsync(string actor, string action = "%") =>
        _service.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE actor = '{actor}' AND action LIKE '{action}'");

    private async Task<string> ChampionAsync() =>
        (await _service.GetAsync<PromptsResponse>("/api/admin/prompts")).Signals.Single(signal => signal.Signal == "BUY").Champion;
}
