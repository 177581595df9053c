using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Imports;
using LearningActors.Tests.Trades;

namespace LearningActors.Tests.Pages;

/// <summary>What users write is text on every page that shows it, and never runs.</summary>
public sealed class StoredScriptTests
{
    private const string Script = "<img src=x onerror=window.hacked=1><script></script>";
    private const string ShortScript = "<b onclick=1>";

    [DashboardFact]
    public async Task NothingThatUsersWroteRunsInABrowser()
    {
        await using var service = await TestService.StartAsync();
        var id = Guid.CreateVersion7();
        var logged = await service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            new
            {
                explanation_id = id,
                // A ticker is letters and digits: a script is refused there.
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                indicators = new Dictionary<string, double> { [Script] = 28.5 },
                explanation = Script,
                factors = new[] { new { name = Script, impact = "positive" } },
                sentiment = "bullish",
                prompt_version = "v1.0",
                model_used = "openai",
            }
        );
        Assert.True(logged.IsSuccessStatusCode, await logged.Content.ReadAsStringAsync());
        await service.RateAsync(
            id,
            new
            {
                helpful = true,
                comment = Script,
                session = Script,
            }
        );
        await service.Engine.PostAsJsonAsync(
            "/api/strategies",
            new
            {
                id = "pullback",
                name = Script,
                description = Script,
            }
        );
        var trade = TradeDriver.Trade("t1", wins: true, setup: ShortScript);
        trade["entry_reasoning"] = Script;
        await service.RecordAsync(trade);
        await service.AnalyzeAsync("t1");
        var prompt = await service.PostAsync<PromptRecord>(
            "/api/admin/prompts/BUY",
            new { text = $"Explain {{ticker}}, {{signal}}, {{confidence}} and {{indicators}} in two short sentences. {Script}" }
        );
        var import = await service.UploadAsync(
            Encoding.UTF8.GetBytes(
                "execution_id,executed_at,instrument,action,quantity,price,fees\n"
                    + $"e1,2026-03-02T15:00:00Z,{ShortScript},BTO,1,1,0\n{Script},2026-03-02T15:00:00Z,X,BTO,many,1,0\n"
            ),
            $"{ShortScript}.csv"
        );

        await using var browser = await BrowserSession.OpenAsync();
        var page = await browser.SignInAsync(service);
        foreach (
            var address in new[]
            {
                $"explanations/{id}",
                "explanations",
                "strategies",
                "strategies/pullback",
                "trades",
                "trades/t1",
                "prompts",
                $"prompts/{prompt.PromptVersion}",
                "imports",
                $"imports/{import.Id}",
                "audit",
            }
        )
        {
            await page.GotoAsync($"{service.Url}/dashboard/{address}");
            await page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
            Assert.False(await page.EvaluateAsync<bool>("() => 'hacked' in window"), address.ToString(CultureInfo.InvariantCulture));
        }

        // It was shown, as text.
        await page.GotoAsync($"{service.Url}/dashboard/explanations/{id}");
        await page.GetByText(Script).First.WaitForAsync();
        Assert.Empty(browser.Errors);
    }
}
