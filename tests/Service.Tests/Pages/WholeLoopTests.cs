using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using LearningActors.Client;
using LearningActors.Tests.Access;
using LearningActors.Tests.Simulation;
using Microsoft.Playwright;

namespace LearningActors.Tests.Pages;

/// <summary>
/// The demonstration's eight weeks, with people in them: all that they are for is done on the pages, and the trail says by whom.
/// </summary>
public sealed class WholeLoopTests : IAsyncLifetime, IDisposable
{
    private const string Divergence = "/api/v1/strategies/learning";
    private readonly string _root = Directory.CreateTempSubdirectory("learningactors-loop-").FullName;
    private readonly HttpClient _http = new();
    private Process _demo = null!;
    private string _url = "";
    private string _firstLink = "";

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (new DashboardFactAttribute().Skip is not null)
            return;
        File.SetUnixFileMode(_root, (UnixFileMode)0b111_101_101);
        _demo = Process.Start(DemoProcess.Start(_root, LoopbackPort.Free()))!;
        var words = new List<string>();
        while (await _demo.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready ", StringComparison.Ordinal))
            words.Add(line.Trim());
        _url = Printed("API");
        _firstLink = Printed("sign in");
        _http.BaseAddress = new Uri(_url);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Printed("admin key"));

        string Printed(string what) =>
            words.Last(line => line.StartsWith(what, StringComparison.Ordinal))[what.Length..].Trim().Split(' ')[0];
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_demo is not null)
        {
            using var interrupt = Process.Start("kill", ["-INT", $"{_demo.Id}"]);
            await _demo.WaitForExitAsync();
            _demo.Dispose();
        }

        Directory.Delete(_root, recursive: true);
    }

    [DashboardFact]
    public async Task TraderAnalystOperatorAndAdminWorkAndTheTrailNamesEach()
    {
        await using var browser = await BrowserSession.OpenAsync();
        var admin = browser.Page;
        await admin.GotoAsync(_firstLink);
        await ChoosePasswordAsync(admin, "ada");
        var trader = await JoinAsync(browser, admin, "tess", "trader");
        var analyst = await JoinAsync(browser, admin, "anna", "analyst");
        var operatorPage = await JoinAsync(browser, admin, "otto", "operator");

        await RateThreeAsync(trader);
        await GiveFiveReasonsAsync(trader);
        await ReviewAWeekAsync(analyst);
        await PromoteAndRollBackAsync(analyst);
        await OperateAsync(operatorPage);
        await MakeAndRevokeAKeyAsync(admin);

        foreach (
            var (person, actions) in new[]
            {
                ("tess", new[] { "match.reason" }),
                ("anna", ["candidate.decide", "weekly-summary.review", "experiment.promote", "experiment.rollback"]),
                ("otto", ["alert.acknowledge", "cycle.run"]),
                ("ada", ["person.invite", "key.make", "key.revoke"]),
            }
        )
        {
            var trail = (await GetAsync<Page<AuditItem>>($"/api/admin/audit?actor={person}&limit=200")).Items;
            Assert.All(trail, entry => Assert.Equal(("person", person), (entry.ActorKind, entry.Actor)));
            foreach (var action in actions)
                Assert.True(trail.Any(entry => entry.Action == action), $"{person}: {string.Join(", ", trail.Select(one => one.Action))}");
            await admin.GotoAsync($"{_url}/dashboard/audit?actor={person}");
            await admin.GetByRole(AriaRole.Cell, new() { Name = person, Exact = true }).First.WaitForAsync();
        }

        Assert.Empty(browser.Errors);
    }

    private async Task RateThreeAsync(IPage page)
    {
        for (var row = 0; row < 3; row++)
        {
            await page.GotoAsync($"{_url}/dashboard/explanations?signal=BUY");
            var link = page.Locator("tbody").GetByRole(AriaRole.Link, new() { Name = "BUY " }).Nth(row);
            await link.ClickAsync();
            var card = page.Locator("learning-explanation-card");
            var votes = page.GetByRole(AriaRole.Region, new() { Name = "Table of Votes" }).Locator("tbody tr");
            var before = await CountAsync();
            await card.GetByRole(AriaRole.Button, new() { Name = "Yes" }).FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await card.GetByText("Thanks for the feedback!").WaitForAsync();
            Assert.Equal(before + 1, await CountAsync());

            async Task<int> CountAsync()
            {
                await page.WaitForURLAsync("**/explanations/*-*");
                var id = page.Url[(page.Url.LastIndexOf('/') + 1)..];
                return (await GetAsync<Page<VoteItem>>($"/api/explanations/{id}/votes")).Items.Count;
            }
        }
    }

    private async Task GiveFiveReasonsAsync(IPage page)
    {
        await page.GotoAsync($"{_url}/dashboard/recommendations/queue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Premium too low" }).WaitForAsync();
        var reasons = new[] { "timing", "premium_low", "iv_low", "earnings_concern", "gut_feeling" };
        for (var key = 1; key <= reasons.Length; key++)
        {
            var saved = page.WaitForResponseAsync(answer => answer.Request.Method == "PATCH");
            await page.Keyboard.PressAsync($"{key}");
            var answer = await saved;
            Assert.True(answer.Status == 200, await answer.TextAsync());
            var match = System.Text.Json.JsonSerializer.Deserialize<MatchRecord>(await answer.TextAsync(), ClientJson.Options)!;
            Assert.Equal(reasons[key - 1], match.ReasonCode);
        }
    }

    private async Task ReviewAWeekAsync(IPage page)
    {
        var proposed = await GetAsync<Page<AlgorithmChange>>($"{Divergence}/v4-candidates?status=proposed");
        Assert.True(proposed.Items.Count >= 2, $"{proposed.Items.Count} proposals");
        // The last one with anything in it: on a Monday the demonstration may have begun in the week before.
        var summaries = await GetAsync<Page<WeeklySummaryRecord>>($"{Divergence}/weekly-summaries?sort=-week&limit=5");
        var last = summaries.Items.First(one => one.Summary is { IsComplete: true, Figures.Total: > 0 }).Summary.Week;
        var week = FormattableString.Invariant($"{last.Year}/{last.Week}");
        await page.GotoAsync($"{_url}/dashboard/weekly-summaries/{week}");
        await DecideAsync("Implement", "It is what the desk does anyway.");
        await page.GetByRole(AriaRole.Button, new() { Name = "It runs now" }).First.WaitForAsync();
        await DecideAsync("Reject", "Too few of that symbol.");

        await page.GetByLabel("Note").FillAsync("One taken, one not.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reviewed" }).ClickAsync();
        await page.GetByText(": reviewed").First.WaitForAsync();
        var review = (await GetAsync<WeeklySummaryRecord>($"{Divergence}/weekly-summaries/{week}")).Review!;
        Assert.Equal(("reviewed", "anna", "One taken, one not."), (review.ReviewStatus, review.By, review.ReviewNotes));
        var decided = await GetAsync<Page<AlgorithmChange>>($"{Divergence}/v4-candidates?limit=100");
        var statuses = decided.Items.Where(one => one.History.Any(step => step.By == "anna")).Select(one => one.Status);
        Assert.Equal(["accepted", "rejected"], statuses.Order(StringComparer.Ordinal));

        async Task DecideAsync(string decision, string reason)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = decision, Exact = true }).First.ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog);
            await dialog.GetByLabel("Reason").FillAsync(reason);
            await dialog.GetByRole(AriaRole.Button, new() { Name = decision, Exact = true }).ClickAsync();
            await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        }
    }

    private async Task PromoteAndRollBackAsync(IPage page)
    {
        if ((await GetAsync<ExperimentsResponse>("/api/admin/llm-ab-tests")).Active.Count == 0)
            await StartAnExperimentAsync(page);
        var running = (await GetAsync<ExperimentsResponse>("/api/admin/llm-ab-tests")).Active[0].Experiment;
        var champion = await ChampionAsync(running.Plan.Signal);
        await page.GotoAsync($"{_url}/dashboard/experiments/{running.Id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Promote" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("The desk wants it.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Promote v" }).ClickAsync();
        await page.GetByText("Promoted manually: v").WaitForAsync();
        Assert.NotEqual(champion, await ChampionAsync(running.Plan.Signal));

        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("It did not read better.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.Equal(champion, await ChampionAsync(running.Plan.Signal));
    }

    /// <summary>
    /// Whether one runs after the eight weeks depends on the day on which they end. What was tried by then is archived: a new version
    /// is written.
    /// </summary>
    private async Task StartAnExperimentAsync(IPage page)
    {
        var prompts = await GetAsync<PromptsResponse>("/api/admin/prompts?limit=1000");
        var signal = prompts.Signals.MinBy(one => one.Holdout is not null)!;
        if (signal.Holdout is not null)
            await PostAsync($"/api/admin/prompts/{signal.Signal}/holdout/end", new ReasonInput { Reason = "Another comes." });
        var text = prompts.Versions.First(one => one.PromptVersion == signal.Champion).Text;
        await PostAsync($"/api/admin/prompts/{signal.Signal}", new PromptInput { Text = $"{text}\nWrite at most two sentences." });
        var challenger = (await GetAsync<PromptsResponse>("/api/admin/prompts?limit=1000"))
            .Versions.MaxBy(one => one.CreatedAt)!
            .PromptVersion;
        await page.GotoAsync($"{_url}/dashboard/experiments/plan?signal={signal.Signal}&versions={challenger}");
        await page.GetByText("Answers needed").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start the experiment" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = $"Experiment {signal.Signal}-" }).WaitForAsync();

        async Task PostAsync<T>(string path, T body)
        {
            var answer = await _http.PostAsJsonAsync(path, body, ClientJson.Options);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task OperateAsync(IPage page)
    {
        await page.GotoAsync($"{_url}/dashboard/alerts?open=true&kind=promotion");
        await page.Locator("td").GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByText("Acknowledged").WaitForAsync();
        var alerts = await GetAsync<Page<AlertStatus>>("/api/admin/alerts?limit=1000");
        Assert.Equal("otto", Assert.Single(alerts.Items, alert => alert.AcknowledgedBy is not null).AcknowledgedBy);

        await page.GotoAsync($"{_url}/dashboard/cycles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now nightly-metrics" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await page.GetByText("nightly-metrics was started").WaitForAsync();

        await page.GotoAsync($"{_url}/dashboard/operations/grains/champion/BUY");
        await page.GetByLabel("State champion as JSON").GetByText("\"history\"").WaitForAsync();
    }

    private async Task MakeAndRevokeAKeyAsync(IPage page)
    {
        await page.GotoAsync($"{_url}/dashboard/keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "New key" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("engine-7");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var key = await page.GetByLabel("Key engine-7").Locator("pre").InnerTextAsync();
        using var engine = new HttpClient { BaseAddress = new Uri(_url) };
        engine.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Assert.True((await engine.GetAsync("/api/strategies")).IsSuccessStatusCode);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke engine-7" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        Assert.False((await engine.GetAsync("/api/strategies")).IsSuccessStatusCode);
    }

    /// <summary>The admin invites somebody on the page, who follows the link in a browser of their own.</summary>
    private async Task<IPage> JoinAsync(BrowserSession browser, IPage admin, string name, string role)
    {
        await admin.GotoAsync($"{_url}/dashboard/people");
        await admin.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var dialog = admin.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync(name);
        await dialog.GetByLabel("Role").SelectOptionAsync(role);
        await dialog.GetByRole(AriaRole.Button, new() { Name = $"Invite as {role}" }).ClickAsync();
        var link = await admin.GetByLabel($"Link for {name}").Locator("pre").InnerTextAsync();
        var page = await browser.OpenAnotherAsync();
        await page.GotoAsync(link);
        await ChoosePasswordAsync(page, null);
        return page;
    }

    private static async Task ChoosePasswordAsync(IPage page, string? name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).WaitForAsync();
        if (name is not null)
            await page.GetByLabel("Your name").FillAsync(name);
        foreach (var field in await page.Locator("input[type=password]").AllAsync())
            await field.FillAsync(Browser.GoodPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set the password" }).ClickAsync();
        await page.Locator("[popovertarget=who]").WaitForAsync();
    }

    private async Task<string> ChampionAsync(string signal) =>
        (await GetAsync<PromptsResponse>("/api/admin/prompts")).Signals.Single(one => one.Signal == signal).Champion;

    private async Task<T> GetAsync<T>(string path) => (await _http.GetFromJsonAsync<T>(path, ClientJson.Options))!;
}
