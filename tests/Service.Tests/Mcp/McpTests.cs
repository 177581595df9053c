using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Simulation;
using LearningActors.Tests.Access;
using LearningActors.Tests.Clients;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Recommendations;
using LearningActors.Tests.Trades;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace LearningActors.Tests.Mcp;

/// <summary>An agent works with the service over the Model Context Protocol, as far as its key lets it.</summary>
public sealed class McpTests
{
    [Fact]
    public async Task AnAgentExplainsAsksLogsAndLooks()
    {
        await using var service = await TestService.StartAsync();
        await service.AddRuleAsync();
        await AdvisorTests.PlantAsync(service, "p", "pullback");
        await service.PostAsync<Aggregation>("/api/learning/aggregate", new { });
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        await using var agent = await ConnectAsync(service.Url, await KeyAsync(service, "agent", "engine", "read"));
        Assert.Equal(
            ["explain_signal", "log_trade", "relevant_insights", "rule_standing", "waiting_decisions"],
            (await agent.ListToolsAsync()).Select(tool => tool.Name).Order()
        );

        var explained = await ReadAsync<ExplanationResponse>(
            agent,
            "explain_signal",
            new()
            {
                ["ticker"] = "AAPL",
                ["signal"] = "BUY",
                ["confidence"] = 0.8,
                ["indicators"] = new Dictionary<string, object> { ["rsi"] = 28.5 },
            }
        );
        Assert.True(explained.Recorded);
        Assert.Contains("AAPL", explained.Explanation);
        Assert.Equal(1, await service.ScalarAsync<long>($"SELECT count(*) FROM llm_explanations WHERE id = '{explained.ExplanationId}'"));

        var insights = await ReadAsync<RelevantInsight[]>(
            agent,
            "relevant_insights",
            new() { ["setupType"] = "pullback", ["marketPhase"] = "range" }
        );
        Assert.NotEmpty(insights);
        Assert.Equal("pullback", insights[0].MarketConditions.SetupType);

        var trade = Trade("agent-1");
        Assert.True((await ReadAsync<RecordedTrade>(agent, "log_trade", trade)).Stored);
        Assert.False((await ReadAsync<RecordedTrade>(agent, "log_trade", trade)).Stored);
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM trades WHERE id = 'agent-1' AND exit_price = 103"));
        trade["strategyRule"] = "nobody";
        trade["tradeId"] = "agent-2";
        Assert.Contains("strategy_rule: The strategy rule 'nobody' is unknown", await RefusedAsync(agent, "log_trade", trade));

        service.Clock.Advance(TimeSpan.FromSeconds(2));
        var standing = await ReadAsync<StrategyPerformance>(agent, "rule_standing", new() { ["rule"] = "pullback" });
        Assert.Equal(401, standing.UnreviewedTrades);
        Assert.Contains("nobody", await RefusedAsync(agent, "rule_standing", new() { ["rule"] = "nobody" }));
    }

    [Fact]
    public async Task WhatWaitsForADecisionIsListedAndNothingElse()
    {
        await using var service = await TestService.StartAsync(clock: new DrivenClock(DateTimeOffset.Parse("2021-01-09T17:00:00Z")));
        await using var agent = await ConnectAsync(service.Url, service.Keys.Read!);
        var nothing = await ReadAsync<Waiting>(agent, "waiting_decisions", []);
        Assert.Equal((0, 0, 0, 0, 0), Counts(nothing));

        // A week in which traders diverged, half of them with a reason, and what it proposes.
        await service.DivergeAsync("2021-01-04", "a");
        await service.PostAsync($"{RecommendationDriver.Root}/weekly-summaries/generate?year=2021&week=1", new { });
        var matches = await service.ItemsAsync<MatchRecord>($"{RecommendationDriver.Root}/matches?limit=1000");
        MatchRecord[] divergent = [.. matches.Where(one => one.MatchType is "modify" or "reject" or "independent")];
        Assert.True(divergent.Length > 1);
        await service.PatchAsync($"{RecommendationDriver.Root}/matches/{divergent[0].Id}/reason", new { reason_code = "timing" });
        var changes = await service.ItemsAsync<AlgorithmChange>($"{RecommendationDriver.Root}/v4-candidates?status=proposed");
        Assert.NotEmpty(changes);

        // Of two experiments one runs, and one waits for somebody.
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), ((await service.AddPromptsAsync("BUY", 1))[0], 0.5));
        var other = await service.PostAsync<PromptRecord>(
            "/api/admin/prompts/SELL",
            new
            {
                text = "What speaks against holding {ticker}? Weigh {indicators}, tell why "
                    + "{signal} at {confidence} follows, and stop there.",
            }
        );
        await service.StartExperimentAsync("SELL", ("v1.0", 0.5), (other.PromptVersion, 0.5));
        await service.PostAsync("/api/admin/llm-ab-tests/SELL-1/pause", new { reason = "The feed is broken." });

        var waiting = await ReadAsync<Waiting>(agent, "waiting_decisions", new() { ["limit"] = 100 });
        Assert.Equal(divergent.Skip(1).Select(one => one.Id).Order(), waiting.Divergences.Select(one => one.Id).Order());
        Assert.Equal([(2021, 1)], waiting.Summaries.Select(one => (one.Year, one.Week)));
        Assert.Equal(changes.Select(one => (one.Id, one.Proposal)), waiting.Changes.Select(one => (one.Id, one.Proposal)));
        Assert.Equal(
            [("SELL-1", "SELL", "It is paused: resume or stop it.")],
            waiting.Experiments.Select(one => (one.Id, one.Signal, one.Why))
        );
        Assert.Equal((await service.AlertsAsync(openOnly: true)).Select(one => one.Id), waiting.Alerts.Select(one => one.Id));
        Assert.Single((await ReadAsync<Waiting>(agent, "waiting_decisions", new() { ["limit"] = 1 })).Divergences);

        static (int, int, int, int, int) Counts(Waiting one) =>
            (one.Divergences.Count, one.Summaries.Count, one.Changes.Count, one.Experiments.Count, one.Alerts.Count);
    }

    [Fact]
    public async Task AKeyWithoutTheScopeIsToldWhichItNeeds()
    {
        await using var service = await TestService.StartAsync();
        await using var reader = await ConnectAsync(service.Url, service.Keys.Read!);
        var refused = await RefusedAsync(
            reader,
            "explain_signal",
            new()
            {
                ["ticker"] = "AAPL",
                ["signal"] = "BUY",
                ["confidence"] = 0.8,
            }
        );
        Assert.Contains("explain_signal was not done", refused);
        Assert.Contains("may not do this (403)", refused);
        Assert.Contains("One of these scopes is needed: engine, admin.", refused);
        Assert.Contains("(403)", await RefusedAsync(reader, "log_trade", Trade("t")));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM trades"));
        // What it may do it does.
        Assert.Empty(await ReadAsync<RelevantInsight[]>(reader, "relevant_insights", new() { ["setupType"] = "pullback" }));

        await using var engine = await ConnectAsync(service.Url, service.Keys.Engine!);
        Assert.Contains("scopes is needed: read", await RefusedAsync(engine, "waiting_decisions", []));
        await using var stranger = await ConnectAsync(service.Url, "not-a-key");
        Assert.Contains("does not know the key", await RefusedAsync(stranger, "rule_standing", new() { ["rule"] = "pullback" }));
    }

    /// <summary>What an agent reads of the tool's answer.</summary>
    private sealed record Waiting(
        IReadOnlyList<WaitingMatch> Divergences,
        IReadOnlyList<WaitingWeek> Summaries,
        IReadOnlyList<WaitingProposal> Changes,
        IReadOnlyList<WaitingExperiment> Experiments,
        IReadOnlyList<WaitingAlert> Alerts
    );

    private sealed record WaitingMatch(Guid Id, DateOnly Day, string Symbol, string MatchType);

    private sealed record WaitingWeek(int Year, int Week);

    private sealed record WaitingProposal(string Id, string Proposal);

    private sealed record WaitingExperiment(string Id, string Signal, string Why);

    private sealed record WaitingAlert(string Id, string Kind);

    private static Dictionary<string, object?> Trade(string id) =>
        new()
        {
            ["tradeId"] = id,
            ["strategyRule"] = "pullback",
            ["symbol"] = "BTC/USD",
            ["side"] = "long",
            ["entryTime"] = "2026-03-02T10:00:00Z",
            ["exitTime"] = "2026-03-02T11:00:00Z",
            ["entryPrice"] = 100,
            ["exitPrice"] = 103,
            ["quantity"] = 2,
        };

    private static async Task<string> KeyAsync(TestService service, string name, params string[] scopes) =>
        (await Browser.ReadAsync<MadeKey>(await service.Admin.PostAsJsonAsync("/api/keys", new { name, scopes }))).Key;

    /// <summary>Starts the server as an agent's host does: a process, with standard input and output.</summary>
    private static Task<McpClient> ConnectAsync(string url, string key) =>
        McpClient.CreateAsync(
            new StdioClientTransport(
                new StdioClientTransportOptions
                {
                    Name = "LearningActors",
                    Command = McpProgram.Path,
                    EnvironmentVariables = new Dictionary<string, string?> { ["LEARNING_URL"] = url, ["LEARNING_API_KEY"] = key },
                }
            )
        );

    private static async Task<CallToolResult> CallAsync(McpClient agent, string tool, Dictionary<string, object?> arguments) =>
        await agent.CallToolAsync(tool, arguments);

    private static async Task<T> ReadAsync<T>(McpClient agent, string tool, Dictionary<string, object?> arguments)
    {
        var result = await CallAsync(agent, tool, arguments);
        Assert.True(result.IsError != true, Words(result));
        return JsonSerializer.Deserialize<T>(Words(result), ClientJson.Options)!;
    }

    private static async Task<string> RefusedAsync(McpClient agent, string tool, Dictionary<string, object?> arguments)
    {
        var result = await CallAsync(agent, tool, arguments);
        Assert.True(result.IsError == true, Words(result));
        return Words(result);
    }

    private static string Words(CallToolResult result) =>
        string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
