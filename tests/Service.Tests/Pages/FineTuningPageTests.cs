using System.Text.RegularExpressions;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.FineTuning;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>People see how far the dataset is, train a model on it, and decide whether it explains a signal.</summary>
public sealed class FineTuningPageTests
{
    [DashboardFact]
    public async Task AnAnalystStartsAJobWithinTheBudgetFollowsItsLossAndCancelsIt()
    {
        await using var provider = await TuningServer.StartAsync();
        await using var service = await TestService.StartAsync(builder => TuningDriver.Configure(builder, provider));
        var praised = await service.PraiseAsync(60);
        await service.RateAsync(praised[1], new { rating = 2, session = "a-critic" });
        var status = await service.TuningStatusAsync();
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service, "fine-tuning", "analyst");
        await page.GetByText($"{status.Draft.Examples} of 40 examples").WaitForAsync();
        var refused = page.GetByRole(AriaRole.Region, new() { Name = "Table of Why rows are refused" });
        await Assertions.Expect(refused.GetByRole(AriaRole.Row).Filter(new() { HasText = "Disputed" })).ToContainTextAsync("1");
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Examples by signal" })).ToContainTextAsync("HOLD");
        await PageLook.AtAsync(page, "readiness");

        await page.GetByRole(AriaRole.Button, new() { Name = "Start a job" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("of this month’s");
        await dialog.GetByLabel("Epochs").FillAsync("2");
        await dialog.GetByLabel("Suffix").FillAsync("desk");
        await PageLook.AtAsync(page, "start");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Start the job" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/fine-tuning/jobs/job-"));
        var id = page.Url.Split('/')[^1];
        var job = await service.AdvanceAsync(id);
        Assert.Equal(("queued", 2, "a-analyst"), (job.Status, job.Epochs, job.StartedBy));

        provider.Set(provider.JobId, "running");
        for (var step = 1; step <= 12; step++)
            provider.Say(provider.JobId, $"e{step}", step, $"Step {step}", step, 1.5 / step);
        await service.AdvanceAsync(id);
        await page.Locator(".u-over").WaitForAsync(new() { Timeout = 30_000 });
        await page.GetByText("Table", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Figures of the chart" }).GetByText("0.7500").WaitForAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Table of Events" }).GetByText("Step 12").WaitForAsync();
        await PageLook.AtAsync(page, "job");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).ClickAsync();
        await dialog.GetByText("is charged").WaitForAsync();
        await dialog.GetByLabel("Reason").FillAsync("Too few SELL signals.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).ClickAsync();
        await page.GetByText("a-analyst: Too few SELL signals.").WaitForAsync();
        Assert.Equal("cancelled", (await service.AdvanceAsync(id)).Status);
        await page.GetByRole(AriaRole.Link, new() { Name = "All jobs" }).ClickAsync();
        var jobs = page.GetByRole(AriaRole.Region, new() { Name = "Table of Jobs" });
        await jobs.GetByText("Cancelled").WaitForAsync(new() { Timeout = 30_000 });
        await PageLook.AtAsync(page, "jobs");
        Assert.Empty(browser.Errors);
    }

    [DashboardFact]
    public async Task ExamplesAreFoundByFiltersInTheAddressAndHoldNoComments()
    {
        await using var provider = await TuningServer.StartAsync();
        await using var service = await TestService.StartAsync(builder => TuningDriver.Configure(builder, provider));
        await service.PraiseAsync(90);
        var job = await service.StartTuningAsync();
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service, "fine-tuning/datasets", "viewer");
        await page.GetByRole(AriaRole.Region, new() { Name = "Table of Dataset versions" })
            .GetByRole(AriaRole.Link, new() { Name = "1" })
            .ClickAsync();
        Assert.Contains($"dataset={job.Dataset}", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("Split").SelectOptionAsync("test");
        var stored = (await service.TuningStatusAsync()).Latest!.Splits.Single(one => one.Split == "test").Examples;
        var rows = page.GetByRole(AriaRole.Region, new() { Name = "Table of Examples" });
        await Assertions.Expect(rows.Locator("tbody tr")).ToHaveCountAsync(stored);
        Assert.Contains("split=test", page.Url, StringComparison.Ordinal);
        await PageLook.AtAsync(page, "datasets");
        await rows.GetByRole(AriaRole.Button).Filter(new() { HasText = "Chat" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Region, new() { Name = "Assistant" })).ToContainTextAsync("The note");
        Assert.DoesNotContain("trader@example.com", await page.ContentAsync(), StringComparison.Ordinal);
        await PageLook.AtAsync(page, "example");
        await page.Keyboard.PressAsync("Escape");

        // The file has what the table has.
        var file = page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^test.jsonl") });
        var waiting = page.WaitForDownloadAsync();
        await file.ClickAsync();
        var lines = await File.ReadAllLinesAsync(await (await waiting).PathAsync());
        Assert.Equal(stored, lines.Length);
        await page.GotoAsync($"{service.Url}/dashboard/fine-tuning/jobs/{job.Id}");
        await page.GetByText("No loss was reported yet").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" }).CountAsync());
        Assert.Empty(browser.Errors);
    }

    [DashboardFact]
    public async Task APersonSwitchesToATunedModelAndBackEachWithAReason()
    {
        await using var desk = await TunedDesk.StartAsync();
        var (service, model) = (desk.Service, await desk.TrainAsync());
        service.Clock.Advance(TimeSpan.FromDays(1));
        for (var day = 0; day < 6; day++)
            model = await desk.DayAsync(model, quality: 0.72);
        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service, "fine-tuning/models", "analyst");
        await page.GetByRole(AriaRole.Link, new() { Name = model.Name }).ClickAsync();
        var buy = page.GetByRole(AriaRole.Region, new() { Name = "BUY", Exact = true });
        var report = await service.GetAsync<TunedModelReport>($"{TuningDriver.Root}/models/{model.Name}");
        var figures = report.Figures.Single(one => one.Signal == "BUY");
        await Assertions.Expect(buy).ToContainTextAsync("Comparing");
        await Assertions.Expect(buy.Locator(".lift")).ToBeVisibleAsync();
        var table = buy.GetByRole(AriaRole.Region, new() { Name = "Figures of BUY" });
        await Assertions
            .Expect(table.GetByRole(AriaRole.Row).Filter(new() { HasText = "Positive share" }))
            .ToContainTextAsync($"{figures.Tuned.PositiveShare!.Value * 100:0.0}%");
        await Assertions.Expect(buy).ToContainTextAsync("Target: +15.0%");
        await PageLook.AtAsync(page, "model");

        await buy.GetByRole(AriaRole.Button, new() { Name = "Switch to it" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("explains BUY instead of v1.0");
        await PageLook.AtAsync(page, "switch");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Switch", Exact = true }).ClickAsync();
        Assert.Equal("v1.0", (await service.ChampionAsync("BUY")).Champion);
        await dialog.GetByLabel("Reason").FillAsync("The desk prefers it.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Switch", Exact = true }).ClickAsync();
        await buy.GetByRole(AriaRole.Button, new() { Name = "Switch back" }).WaitForAsync();
        var champion = await service.ChampionAsync("BUY");
        Assert.Equal(TunedDesk.Of(model).PromptVersion, champion.Champion);
        Assert.Equal(("a-analyst", "The desk prefers it."), (champion.History[^1].By, champion.History[^1].Reason));
        model = await desk.AdvanceAsync(model.Name);
        Assert.Equal("serving", TunedDesk.Of(model).Status);

        await page.ReloadAsync();
        await buy.GetByText("stays with v1.0").WaitForAsync();
        await PageLook.AtAsync(page, "serving");
        await buy.GetByRole(AriaRole.Button, new() { Name = "Switch back" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("are written with v1.0");
        await dialog.GetByLabel("Reason").FillAsync("It is too terse.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Switch back" }).ClickAsync();
        await Assertions.Expect(buy.GetByRole(AriaRole.Button, new() { Name = "Switch back" })).ToHaveCountAsync(0);
        Assert.Equal("v1.0", (await service.ChampionAsync("BUY")).Champion);
        Assert.Equal("taken_back", TunedDesk.Of(await desk.AdvanceAsync(model.Name)).Status);
        await page.ReloadAsync();
        await buy.GetByText("It is too terse.").WaitForAsync();
        Assert.Empty(browser.Errors);
    }
}
