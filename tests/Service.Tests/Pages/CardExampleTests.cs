using System.Net.Http.Json;
using System.Text;
using Deque.AxeCore.Playwright;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>The card works in other people's pages, which are served from elsewhere: plain HTML, React and Vue.</summary>
public sealed class CardExampleTests : IAsyncLifetime
{
    private WebApplication _desk = null!;
    private string _listing = "";
    private TestService _service = null!;

    private string DeskUrl => _desk.Urls.Single();

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _desk = Desk();
        await _desk.StartAsync();
        _service = await TestService.StartAsync(builder => builder.Configuration["Api:PageOrigins"] = DeskUrl);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [DashboardTheory]
    [InlineData("plain.html", "A desk in plain HTML")]
    [InlineData("react.html", "A desk in React")]
    [InlineData("vue.html", "A desk in Vue")]
    public async Task AnExplanationIsRatedThroughThePage(string name, string title)
    {
        var id = (await _service.LogAsync(1))[0];
        var made = await _service.Engine.PostAsJsonAsync("/api/rating-tokens", new { explanation_ids = new[] { id }, rater = "desk-1" });
        var token = (await made.Content.ReadFromJsonAsync<RatingTokenResponse>(ClientJson.Options))!.Token;
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await page.GotoAsync($"{DeskUrl}/{name}#service={_service.Url}&explanation={id}&token={token}");
        await page.GetByRole(AriaRole.Heading, new() { Name = title }).WaitForAsync();
        await page.GetByText("Not rated yet.").WaitForAsync();

        var card = page.Locator("learning-explanation-card");
        await card.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await card.GetByText("Thanks for the feedback!").WaitForAsync();
        await page.GetByText("Rated as not helpful.").WaitForAsync();
        await card.GetByText("More feedback").ClickAsync();
        await card.GetByLabel("2 of 5").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await card.GetByText("Thanks, that helps!").WaitForAsync();

        var vote = Assert.Single((await _service.GetAsync<Page<VoteItem>>($"/api/explanations/{id}/votes")).Items);
        Assert.Equal((false, 2, false), (vote.Positive, vote.Rating, vote.Anonymous));
        Assert.Empty((await page.RunAxe()).Violations.Select(one => $"{one.Id}: {one.Nodes[0].Html}"));
        Assert.Empty(browser.Errors);
    }

    [DashboardFact]
    public async Task TheListingOfThePageIsACard()
    {
        var id = (await _service.LogAsync(1))[0];
        var made = await _service.Engine.PostAsJsonAsync("/api/rating-tokens", new { explanation_ids = new[] { id }, rater = "desk-2" });
        var token = (await made.Content.ReadFromJsonAsync<RatingTokenResponse>(ClientJson.Options))!.Token;
        _listing = Listing
            .Of("docs/card.md", "<script")
            .Text.Replace("https://learning.example", _service.Url, StringComparison.Ordinal)
            .Replace("0193a7a2-5d53-7e70-9f0c-6a4c54d1b111", $"{id}", StringComparison.Ordinal)
            .Replace("token=\"…\"", $"token=\"{token}\"", StringComparison.Ordinal);
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await page.GotoAsync($"{DeskUrl}/listing.html");
        var card = page.Locator("learning-explanation-card");
        await card.GetByRole(AriaRole.Button, new() { Name = "Yes", Exact = true }).ClickAsync();
        await card.GetByText("Thanks for the feedback!").WaitForAsync();
        Assert.True(Assert.Single((await _service.GetAsync<Page<VoteItem>>($"/api/explanations/{id}/votes")).Items).Positive);
        Assert.Empty(browser.Errors);
    }

    /// <summary>A server of somebody else, with the pages that npm built.</summary>
    private WebApplication Desk()
    {
        var built = Directory.CreateDirectory(Repository.Path("artifacts", "card-examples"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.MapGet(
            "/listing.html",
            () => Results.Content($"<!doctype html><title>A desk</title>{_listing}", "text/html", Encoding.UTF8)
        );
        application.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(built.FullName) });
        return application;
    }
}
