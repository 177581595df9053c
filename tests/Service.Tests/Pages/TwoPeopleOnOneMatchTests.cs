using LearningActors.Simulation;
using LearningActors.Tests.Recommendations;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>Two people with the same match before them: the second sees what the first decided, and decides on that.</summary>
public sealed class TwoPeopleOnOneMatchTests : IAsyncLifetime
{
    private TestService _service = null!;
    private BrowserSession _browser = null!;
    private IPage _first = null!;
    private IPage _second = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync(clock: new DrivenClock(DateTimeOffset.Parse("2021-01-09T17:00:00Z")));
        await _service.DivergeAsync("2021-01-04", "a");
        _browser = await BrowserSession.OpenAsync();
        _first = await _browser.SignInAsync(_service, "recommendations/queue", "trader");
        _second = await (await _browser.OpenAnotherAsync()).SignInAsync(_service, "recommendations/queue", "analyst");
        foreach (var page in new[] { _first, _second })
            await page.GetByRole(AriaRole.Button, new() { Name = "Premium too low" }).WaitForAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _service.DisposeAsync();
    }

    [DashboardFact]
    public async Task TheSecondSeesTheReasonOfTheFirstAndMayGiveAnother()
    {
        // The second page reads nothing new before it decides.
        await _second.RouteAsync("**/matches?**", route => route.AbortAsync());
        Assert.Equal(200, await PressAsync(_first, "2"));
        Assert.Equal(412, await PressAsync(_second, "1"));
        await _second.UnrouteAsync("**/matches?**");
        await _second.GetByText("somebody was faster").WaitForAsync();
        await _second.GetByText("Reason given by a-trader: Premium too low").First.WaitForAsync();
        await _second.GetByRole(AriaRole.Heading, new() { Name = "Change the reason" }).WaitForAsync();
        Assert.Equal("premium_low a-trader", await DecidedAsync());

        Assert.Equal(200, await PressAsync(_second, "1"));
        Assert.Equal("timing a-analyst", await DecidedAsync());
        Assert.Equal(
            "a-trader,a-analyst",
            await _service.ScalarAsync<string>("SELECT string_agg(actor, ',' ORDER BY id) FROM audit_entries WHERE action LIKE 'match.%'")
        );
        Assert.Empty(_browser.Errors);
    }

    [DashboardFact]
    public async Task TheSecondDoesNotExcludeWhatTheFirstExplained()
    {
        await _second.RouteAsync("**/matches?**", route => route.AbortAsync());
        Assert.Equal(200, await PressAsync(_first, "5"));
        await _second.Keyboard.PressAsync("e");
        var dialog = _second.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("A test order.");
        var refused = _second.WaitForResponseAsync(answer => answer.Request.Method == "PATCH");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Exclude" }).ClickAsync();
        Assert.Equal(412, (await refused).Status);
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await _second.GetByText("Reason given by a-trader: Gut feeling").First.WaitForAsync();
        Assert.Equal("gut_feeling a-trader", await DecidedAsync());
        Assert.DoesNotContain(await _service.MatchesAsync(), match => match.ExcludedReason is not null);
        Assert.Empty(_browser.Errors);
    }

    private static async Task<int> PressAsync(IPage page, string key)
    {
        var saved = page.WaitForResponseAsync(answer => answer.Request.Method == "PATCH");
        await page.Keyboard.PressAsync(key);
        return (await saved).Status;
    }

    private async Task<string> DecidedAsync()
    {
        var match = Assert.Single(await _service.MatchesAsync(), one => one.ReasonCode is not null);
        return $"{match.ReasonCode} {match.DecidedBy}";
    }
}
