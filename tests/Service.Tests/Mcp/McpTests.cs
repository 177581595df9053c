using System.Net.Http.Json;
using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Access;
using LearningActors.Tests.Clients;
using LearningActors.Tests.Experiments;
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
    public async Task WhatWaitsForADecisionIsListed()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("BUY", 1))[0];
        await service.StartExperimentAsync("BUY", ("v1.0", 0.5), (version, 0.5));
        await service.CommandAsync("BUY-1/promote", new { version, reason = "The desk prefers it." });
        var open = await service.AlertsAsync(openOnly: true);
        await using var agent = await ConnectAsync(service.Url, service.Keys.Read!);
        var waiting = await CallAsync(agent, "waiting_decisions", []);
        Assert.True(waiting.IsError != true, Words(waiting));
        using var read = JsonDocument.Parse(Words(waiting));
        Assert.Equal(
            open.Select(alert => alert.Id),
            read.RootElement.GetProperty("alerts").EnumerateArray().Select(one => one.GetProperty("id").GetString())
        );
        Assert.Empty(read.RootElement.GetProperty("changes").EnumerateArray());
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
