using System.Net.Http.Json;
using Deque.AxeCore.Playwright;
using LearningActors.Client;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>The card that other people's pages embed.</summary>
public sealed class CardTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [DashboardFact]
    public async Task AnExplanationIsRatedOnSomebodysPageWithTheKeyboard()
    {
        var id = (await Service.LogAsync(1))[0];
        var made = await Service.Engine.PostAsJsonAsync("/api/rating-tokens", new { explanation_ids = new[] { id }, rater = "desk-1" });
        var token = (await made.Content.ReadFromJsonAsync<RatingTokenResponse>(ClientJson.Options))!.Token;
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await page.RouteAsync(
            $"{Service.Url}/desk",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body = $"""
                        <!doctype html><html lang="en"><title>A desk</title><main><h1>A desk</h1>
                        <script type="module" src="/dashboard/card.js"></script>
                        <learning-explanation-card explanation-id="{id}" token="{token}"></learning-explanation-card></main>
                        """,
                    }
                )
        );
        await page.GotoAsync($"{Service.Url}/desk");
        var card = page.Locator("learning-explanation-card");
        await card.GetByRole(AriaRole.Button, new() { Name = "Yes" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await card.GetByText("Thanks for the feedback!").WaitForAsync();
        Assert.Equal("true", await card.GetByRole(AriaRole.Button, new() { Name = "Yes" }).GetAttributeAsync("aria-pressed"));

        await card.GetByText("More feedback").ClickAsync();
        await card.GetByLabel("4 of 5").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await card.GetByLabel("Comment").FillAsync("The volume is missing.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await card.GetByText("Thanks, that helps!").WaitForAsync();

        Assert.Equal(1L, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
        Assert.Empty((await page.RunAxe()).Violations.Select(one => $"{one.Id}: {one.Nodes[0].Html}"));
        Assert.Empty(browser.Errors);
    }

    [DashboardFact]
    public async Task ThePageRatesByTheSameCard()
    {
        var id = (await Service.LogAsync(1))[0];
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(Service, $"explanations/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "No" }).ClickAsync();
        await page.GetByText("Thanks for the feedback!").WaitForAsync();
        Assert.Equal(1L, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
        Assert.Empty(browser.Errors);
    }
}
