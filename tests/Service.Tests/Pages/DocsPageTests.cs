using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>The OpenAPI document, and the page to try it in a browser.</summary>
public sealed class DocsPageTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task EveryEndpointIsDescribedAndBodiesHaveExamplesThatTheServiceTakes()
    {
        var document = await Service.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operations = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject().Select(operation => (Path: path.Name, Method: operation.Name, operation.Value))
            )
            .ToArray();
        Assert.True(operations.Length >= 12);
        Assert.All(operations, operation => Assert.True(operation.Value.TryGetProperty("summary", out _), operation.Path));
        // A file that is uploaded has no example, and nobody has the passwords and links of the examples.
        var withBody = operations
            .Where(operation =>
                !operation.Path.StartsWith("/api/session", StringComparison.Ordinal)
                && operation.Value.TryGetProperty("requestBody", out var body)
                && body.GetProperty("content").TryGetProperty("application/json", out _)
            )
            .ToArray();
        Assert.True(withBody.Length >= 13);
        var logged = (await Service.LogAsync(1))[0];
        await Service.DivergeAsync("2021-01-04", "a");
        await Service.PostAsync($"{RecommendationDriver.Root}/weekly-summaries/generate?year=2021&week=1", new { });
        var match = (await Service.MatchesAsync())[0].Id;
        foreach (var operation in withBody)
        {
            var example = operation
                .Value.GetProperty("requestBody")
                .GetProperty("content")
                .GetProperty("application/json")
                .GetProperty("example")
                .GetRawText();
            var path = operation
                .Path.Replace("matches/{id}", $"matches/{match}")
                .Replace("v4-candidates/{id}", "v4-candidates/expiration-shift.longer.1")
                .Replace("strategies/{id}", "strategies/pullback")
                .Replace("{year}/{week}", "2021/1")
                .Replace("people/{name}", "people/ada")
                .Replace("keys/{name}", "keys/options-engine")
                .Replace("{explanation_id}", logged.ToString())
                .Replace("{signal}", "BUY")
                .Replace("{id}", "BUY-1");
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method.ToUpperInvariant()), path);
            request.Content = new StringContent(example, System.Text.Encoding.UTF8, "application/json");
            var response = await Service.Admin.SendAsync(request);
            // What an earlier example ended can't be ended again, and no job or insight is there: the body was taken all the same.
            Assert.True(
                response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound,
                $"{path}: {await response.Content.ReadAsStringAsync()}"
            );
        }
    }

    [Theory]
    [InlineData("get", "/api/v1/strategies/learning/matches", "start_date end_date match_type symbol format sort limit cursor")]
    [InlineData("post", "/api/v1/strategies/learning/reconcile", "target_date start_date end_date")]
    [InlineData("post", "/api/v1/strategies/learning/weekly-summaries/generate", "year week")]
    [InlineData("get", "/api/v1/strategies/learning/analytics/divergence-rate", "days")]
    [InlineData("get", "/api/learning/relevant", "setup_type market_phase symbol timeframe hour limit")]
    public async Task WhatAnEndpointReadsFromItsQueryIsDescribed(string method, string path, string names)
    {
        var document = await Service.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var parameters = document
            .GetProperty("paths")
            .GetProperty(path)
            .GetProperty(method)
            .GetProperty("parameters")
            .EnumerateArray()
            .Where(parameter => parameter.GetProperty("in").GetString() == "query")
            .ToArray();
        Assert.Equal(names, string.Join(' ', parameters.Select(parameter => parameter.GetProperty("name").GetString())));
        Assert.All(parameters, parameter => Assert.True(parameter.TryGetProperty("description", out _)));
    }

    [BrowserFact]
    public async Task ThePageTriesARequestWithAKey()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var page = browser.Page;
        await page.GotoAsync($"{Service.Url}/docs/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).First.ClickAsync();
        await page.Locator(".auth-container input").First.FillAsync(Service.Keys.Engine);
        await page.Locator(".auth-btn-wrapper .authorize").First.ClickAsync();
        await page.Locator(".auth-btn-wrapper .btn-done").First.ClickAsync();
        var operation = page.Locator("#operations-Explanations-post_api_explanations, .opblock-post").First;
        await operation.Locator(".opblock-summary").ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        if (Environment.GetEnvironmentVariable("LEARNING_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await operation.Locator(".live-responses-table").WaitForAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "docs.png"), FullPage = true });
        }

        await operation.Locator(".live-responses-table").GetByText("the algorithm signals BUY").First.WaitForAsync();
        Assert.Equal(1, await Service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations WHERE source = 'service'"));
        Assert.Empty(browser.Errors);
    }
}
