using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>What a page shows where it has not everything: nothing yet, not yet loaded, a part that fails, a session that ended.</summary>
public sealed class PageStatesTests : IAsyncLifetime
{
    private TestService _service = null!;
    private BrowserSession _browser = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _browser = await BrowserSession.OpenAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _service.DisposeAsync();
    }

    [DashboardFact]
    public async Task ANewServiceSaysOnEachListThatThereIsNothing()
    {
        var page = await _browser.SignInAsync(_service);
        foreach (
            var (address, words) in new[]
            {
                ("explanations", "Nothing was explained that fits these filters."),
                ("trades", "No trades that these filters find"),
                ("strategies", "No strategy rules"),
                ("insights", "No insights"),
                ("experiments", "No experiment"),
                ("recommendations/queue", "Nothing waits for a reason"),
                ("recommendations/matches", "No matches"),
                ("weekly-summaries", "No weekly summaries"),
                ("algorithm-changes", "No proposals"),
                ("imports", "No imports"),
                ("alerts", "No alerts"),
            }
        )
        {
            await page.GotoAsync($"{_service.Url}/dashboard/{address}");
            await page.Locator("main").GetByText(words).First.WaitForAsync();
            Assert.Equal(0, await page.GetByRole(AriaRole.Alert).CountAsync());
        }

        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task OnPaperADarkPageIsLightAndHasNothingToPress()
    {
        var page = await _browser.SignInAsync(_service);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync($"{_service.Url}/dashboard/weekly-summaries");
        await page.Locator("h1").WaitForAsync();
        Assert.Equal("rgb(230, 233, 238)", await InkAsync());
        Assert.True(await page.Locator(".sidebar").IsVisibleAsync());

        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("rgb(28, 36, 48)", await InkAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.False(await page.Locator(".sidebar").IsVisibleAsync());

        Task<string> InkAsync() => page.Locator("h1").EvaluateAsync<string>("one => getComputedStyle(one).color");
    }

    [DashboardFact]
    public async Task WhatIsNotThereYetIsAnnouncedAndTheRestIsUsable()
    {
        var page = await _browser.SignInAsync(_service);
        var held = new TaskCompletionSource();
        await page.RouteAsync(
            "**/api/strategies?**",
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await _service.AddRuleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Strategies" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Strategies" }).WaitForAsync();
        await page.GetByRole(AriaRole.Status, new() { Name = "Strategies …" }).WaitForAsync();
        Assert.True(await page.GetByLabel("Only active").IsEnabledAsync());
        held.SetResult();
        await page.GetByRole(AriaRole.Link, new() { Name = "pullback" }).WaitForAsync();
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task APartThatFailsLeavesTheOthers()
    {
        await _service.DayAsync("BUY", ("v1.0", 40, 31));
        await _browser.Page.RouteAsync(
            "**/api/learning/summary?**",
            route => route.FulfillAsync(new() { Status = 400, Body = "{\"title\": \"Refused.\", \"status\": 400}" })
        );
        var page = await _browser.SignInAsync(_service);
        await page.Locator(".card", new() { HasText = "Journal" }).GetByText("This could not be loaded").WaitForAsync();
        await page.GetByText("77.5%").First.WaitForAsync();
        await page.UnrouteAsync("**/api/learning/summary?**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.GetByText("0 trades reviewed").WaitForAsync();
        Assert.Equal(0, await page.GetByText("This could not be loaded").CountAsync());
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task WhoMayNotSeeAPageIsToldSo()
    {
        var page = await _browser.SignInAsync(_service, "people", "trader");
        foreach (var address in new[] { "people", "keys", "audit" })
        {
            await page.GotoAsync($"{_service.Url}/dashboard/{address}");
            await page.GetByText("You may not see this").WaitForAsync();
        }

        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task ASessionThatEndedIsBegunAgainOnTheSamePage()
    {
        await _service.AddRuleAsync();
        var page = await _browser.SignInAsync(_service, "trades?symbol=BTC", "trader");
        using (var admin = await Access.Browser.AdminAsync(_service))
            (await admin.Http.DeleteAsync("/api/people/a-trader/sessions")).EnsureSuccessStatusCode();
        await page.GetByLabel("Symbol").FillAsync("ETH");
        await page.GetByText("Your session has ended").WaitForAsync();
        await page.GetByLabel("Name").FillAsync("a-trader");
        await page.Locator("input[type=password]").FillAsync(Access.Browser.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Trades" }).WaitForAsync();
        Assert.Equal("ETH", await page.GetByLabel("Symbol").InputValueAsync());
        Assert.Contains("symbol=ETH", page.Url, StringComparison.Ordinal);
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task AFileOfTradesIsTakenAndWhatIsNotUsableIsNamed()
    {
        await _service.AddRuleAsync();
        var page = await _browser.SignInAsync(_service, "trades", "trader");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import trades" }).ClickAsync();
        var rows = Enumerable
            .Range(1, 600)
            .Select(i => $"t{i},pullback,BTC/USD,long,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,100,{(i == 400 ? -1 : 110)},1")
            .Append("t601,pullback,BTC/USD,long,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,100,110,one");
        var csv = "trade_id,strategy_rule,symbol,side,entry_time,exit_time,entry_price,exit_price,quantity\n" + string.Join('\n', rows);
        var file = new FilePayload
        {
            Name = "march.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(csv),
        };
        await page.GetByLabel("Files of trades").SetInputFilesAsync(file);
        await page.GetByText("599 trades stored, 0 were stored before, 2 could not be used.").WaitForAsync();
        var unusable = page.GetByRole(AriaRole.Region, new() { Name = "Table of Not usable in march.csv" });
        await unusable.GetByText("line 401").WaitForAsync();
        await unusable.GetByText("quantity is “one”, which is not a number").WaitForAsync();
        Assert.Equal(599L, await _service.ScalarAsync<long>("SELECT count(*) FROM trades"));

        await page.GetByLabel("Files of trades").SetInputFilesAsync(file);
        await page.GetByText("0 trades stored, 599 were stored before, 2 could not be used.").WaitForAsync();
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task TenThousandRowsScrollAndFewOfThemAreInThePage()
    {
        await _service.AddRuleAsync();
        foreach (var part in Enumerable.Range(0, 10_000).Chunk(1000))
            await _service.RecordAsync([.. part.Select(i => (object)TradeDriver.Trade($"t{i}", wins: i % 2 == 0, minute: i))]);
        var page = await _browser.SignInAsync(_service, "trades?sort=exit_time");
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Table of Trades" });
        await table.GetByText("t0", new() { Exact = true }).WaitForAsync();
        for (var rows = 400; rows <= 10_000; rows += 200)
        {
            await table.EvaluateAsync("region => region.scrollTo(0, region.scrollHeight)");
            var said = rows < 10_000 ? FormattableString.Invariant($"{rows:N0} rows read, there are more") : "10,000 rows";
            await page.GetByText(said, new() { Exact = true }).WaitForAsync();
        }

        await table.EvaluateAsync("region => region.scrollTo(0, region.scrollHeight)");
        await table.GetByText("t9999", new() { Exact = true }).WaitForAsync();
        Assert.InRange(await table.Locator("tbody tr").CountAsync(), 5, 100);

        // A fast scroll, ten rows a frame: each frame has the rows that can be seen, and few more to draw.
        var rowsOfFrames = await table.EvaluateAsync<int[]>(
            """
            region => new Promise(done => {
              const frames = [];
              const step = () => {
                frames.push(region.querySelectorAll("tbody tr").length);
                region.scrollTop -= 380;
                if (frames.length < 100) requestAnimationFrame(step);
                else done(frames);
              };
              requestAnimationFrame(step);
            })
            """
        );
        Assert.All(rowsOfFrames, rows => Assert.InRange(rows, 5, 100));
        // What it came to is drawn: some thousand rows further up.
        await page.WaitForFunctionAsync(
            """
            region => {
              const box = region.getBoundingClientRect();
              const row = document.elementFromPoint(box.x + 50, box.y + box.height / 2)?.closest("tbody tr");
              const trade = /t(\d+)/.exec(row?.textContent ?? "");
              return trade !== null && Number(trade[1]) < 9500;
            }
            """,
            await table.ElementHandleAsync()
        );
        Assert.Empty(_browser.Errors);
    }
}
