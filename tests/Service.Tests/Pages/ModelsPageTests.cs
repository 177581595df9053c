using LearningActors.Tests.Experiments;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>Operators see what the models cost, and what is left of the budgets.</summary>
public sealed class ModelsPageTests
{
    [DashboardFact]
    public async Task TheOperationsPageShowsModelsWithPricesCallsCostsAndBudgets()
    {
        await using var model = await PromptWriter.StartAsync();
        await using var service = await TestService.StartAsync(environment: model.Environment);
        await service.ExplainAsync();
        await service.PostAsync("/api/admin/prompts/BUY/generate", new { });
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service, "operations", "operator");
        var openai = Row(page, "Models", "gpt-4o-mini");
        foreach (var text in (string[])["Preferred", "Ready", "$0.15", "$0.60", "$0.000120", "Explanation: 1, $0.0000600"])
            await Assertions.Expect(openai).ToContainTextAsync(text);
        await Assertions.Expect(Row(page, "Models", "groq")).ToContainTextAsync("No key");
        var writing = Row(page, "Budgets", "Prompt generation");
        await Assertions.Expect(writing).ToContainTextAsync("$1.00");
        await Assertions.Expect(writing).ToContainTextAsync("$0.0000600");
        await Assertions.Expect(Row(page, "Budgets", "Fine tuning")).ToContainTextAsync("$25.00");
        await PageLook.AtAsync(page, "models");
        Assert.Empty(browser.Errors);
    }

    private static ILocator Row(IPage page, string table, string text) =>
        page.GetByRole(AriaRole.Region, new() { Name = $"Table of {table}", Exact = true })
            .GetByRole(AriaRole.Row)
            .Filter(new() { HasText = text });
}
