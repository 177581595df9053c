using System.Text.RegularExpressions;
using LearningActors.Tests.Experiments;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>Analysts see what explanations learnt, as it happens, and find each explanation.</summary>
public sealed class LearningPageTests
{
    [DashboardFact]
    public async Task AVoteShowsByItselfAndNothingMovesUnderThePointer()
    {
        await using var service = await TestService.StartAsync();
        await service.DayAsync("BUY", ("v1.0", 40, 31));
        var late = (await service.LogAsync(3, "MSFT"))[0];
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service);
        await page.GetByText("Live", new() { Exact = true }).WaitForAsync();
        await page.GetByText("77.5%").First.WaitForAsync();
        var tile = page.Locator(".tile", new() { HasText = "Positive ratings" });
        Assert.Contains("n 40", await tile.InnerTextAsync(), StringComparison.Ordinal);

        // A figure changes where it stands.
        await service.RateAsync(late, new { helpful = true, session = "x" });
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        await Assertions.Expect(tile).ToContainTextAsync("n 41", new() { Timeout = 30_000 });

        // Somebody looks at a table: it is offered.
        await page.GetByRole(AriaRole.Region, new() { Name = "Table of Cost against quality" }).HoverAsync();
        await service.RateAsync(late, new { helpful = false, session = "y" });
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        var show = page.GetByRole(AriaRole.Button, new() { Name = "Show new figures" });
        await show.WaitForAsync(new() { Timeout = 30_000 });
        Assert.Contains("n 41", await tile.InnerTextAsync(), StringComparison.Ordinal);
        await show.ClickAsync();
        await Assertions.Expect(tile).ToContainTextAsync("n 42");
        Assert.Equal(0, await show.CountAsync());

        // The heatmap has its figures in a table.
        Assert.Equal(2, await page.Locator(".heat > div").CountAsync());
        await page.Locator(".behind summary").ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Table of Signals by tickers" }).GetByText("MSFT").WaitForAsync();

        // The session ends elsewhere: the stream ends with it, and the page asks who one is.
        await service.Database.CreateCommand("UPDATE person_sessions SET ended_at = now() WHERE ended_at IS NULL").ExecuteNonQueryAsync();
        await page.GetByLabel("Password").First.WaitForAsync(new() { Timeout = 40_000 });
        Assert.Empty(browser.Errors);
    }

    [DashboardFact]
    public async Task AnExplanationIsFoundByFiltersInTheAddressAndRated()
    {
        await using var service = await TestService.StartAsync();
        await service.LogAsync(250);
        var sold = (await service.LogAsync(1, "MSFT", "SELL", "v1.1"))[0];
        await service.RateAsync(
            sold,
            new
            {
                rating = 2,
                comment = "<b>Which RSI?</b>",
                session = "x",
            }
        );
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service, "explanations");
        await page.GetByText("200 rows read, there are more").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More rows" }).ClickAsync();
        await page.GetByText("251 rows").WaitForAsync();

        await page.GetByLabel("Ratings").SelectOptionAsync("negative");
        await page.GetByText("1 row", new() { Exact = true }).WaitForAsync();
        Assert.Matches(new Regex("rating=negative"), page.Url);
        await page.GetByLabel("Ticker").FillAsync("aapl");
        await page.GetByText("Nothing was explained that fits these filters.").WaitForAsync();
        await page.GotoAsync($"{service.Url}/dashboard/explanations?version=v1.1&stars=2");
        await page.GetByRole(AriaRole.Link, new() { Name = "SELL MSFT" }).ClickAsync();

        // A comment is text, whatever stands in it.
        await page.GetByText("<b>Which RSI?</b>").WaitForAsync();
        Assert.EndsWith($"/explanations/{sold}", page.Url, StringComparison.Ordinal);
        var card = page.Locator("learning-explanation-card");
        await card.Locator("#Yes").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Table of Votes" }).Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GoBackAsync();
        Assert.Contains("stars=2", page.Url, StringComparison.Ordinal);
        Assert.Empty(browser.Errors);
    }

    [DashboardFact]
    public async Task ATraderSeesThatThereAreCommentsAndNotWhatTheySay()
    {
        await using var service = await TestService.StartAsync();
        var id = (await service.LogAsync(1))[0];
        await service.RateAsync(
            id,
            new
            {
                rating = 2,
                comment = "Which RSI?",
                session = "x",
            }
        );
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service, $"explanations/{id}", "trader");
        var votes = page.GetByRole(AriaRole.Region, new() { Name = "Table of Votes" });
        await votes.GetByText("Negative").WaitForAsync();
        Assert.Equal(0, await page.GetByText("Which RSI?").CountAsync());
    }
}
