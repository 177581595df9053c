using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Clients;

/// <summary>An engine that assigns prompts in its own process assigns as the service does.</summary>
public sealed class AssignmentTests(AssignedUnits units) : IClassFixture<AssignedUnits>
{
    [Fact]
    public async Task TheDotnetClientAssignsAsTheService()
    {
        await using var learning = units.Service.Connect();
        await learning.Prompts.ReadyAsync();
        foreach (var answer in units.Answers)
        {
            var own = learning.Prompts.Assign(answer.Signal, answer.Unit);
            Assert.Equal(
                (answer.PromptVersion, answer.Text, answer.Champion, answer.ExperimentId),
                (own.Prompt.PromptVersionText, own.Prompt.Text, own.Champion.PromptVersionText, own.ExperimentId)
            );
        }

        // Three arms, and who is held out beside who is not: all of them are there.
        var groups = units.Answers.CountBy(one => (one.Signal, one.PromptVersion, one.ExperimentId)).ToDictionary();
        Assert.Equal((100_000, 5), (units.Answers.Count, groups.Count));
        Assert.All(groups.Values, count => Assert.InRange(count, 2_000, 50_000));
    }

    [PythonFact]
    public async Task ThePythonClientAssignsAsTheService()
    {
        var file = await units.WriteAsync();
        await PythonRun.TestAsync(units.Service, "tests.test_assignment", new() { ["LEARNING_TEST_UNITS"] = file });
    }

    [NodeFact]
    public async Task TheTypeScriptClientAssignsExplainsAndRatesAsTheService()
    {
        var folder = NodeRun.Install();
        File.Copy(Path.Combine(NodeRun.Source, "test", "client.test.mjs"), Path.Combine(folder, "client.test.mjs"));
        var environment = new Dictionary<string, string>
        {
            ["LEARNING_URL"] = units.Service.Url,
            ["LEARNING_API_KEY"] = units.Service.Keys.Engine!,
            ["LEARNING_TEST_UNITS"] = await units.WriteAsync(),
        };
        Assert.Contains("# pass 3", NodeRun.Run(folder, environment, "node", "--test", "--test-reporter=tap", "client.test.mjs"));
    }

    [Fact]
    public async Task WhatTheServiceChangesIsAssignedAfterTheNextReading()
    {
        await using var service = await TestService.StartAsync();
        var version = (await service.AddPromptsAsync("SELL", 1))[0];
        await using var learning = service.Connect();
        Assert.False(learning.Prompts.TryAssign("SELL", "u", out _));
        var unready = Assert.Throws<SnapshotTooOldException>(() => learning.Prompts.Assign("SELL", "u"));
        Assert.Contains("was not read yet", unready.Message);
        Assert.Contains("not one of BUY", Assert.Throws<ArgumentException>(() => learning.Prompts.Assign("KEEP", "u")).Message);

        await learning.Prompts.ReadyAsync();
        Assert.All(Enumerable.Range(0, 100), i => Assert.Null(learning.Prompts.Assign("SELL", $"u{i}").ExperimentId));
        await service.StartExperimentAsync("SELL", ("v1.0", 0.5), (version, 0.5));
        service.Clock.Advance(TimeSpan.FromSeconds(10));
        await learning.Prompts.ReadyAsync();
        var assigned = Enumerable.Range(0, 100).Select(i => learning.Prompts.Assign("sell", $"u{i}")).ToArray();
        Assert.All(assigned, one => Assert.Equal("SELL-1", one.ExperimentId));
        Assert.Equal(2, assigned.Select(one => one.Prompt.PromptVersionText).Distinct().Count());
    }

    [Fact]
    public async Task WhileTheServiceIsAwayUnitsStayWhereTheyWereUntilTheRoutingIsTooOld()
    {
        await using var service = await TestService.StartAsync();
        await using var learning = service.Connect(options => options.MaxRoutingAge = TimeSpan.FromHours(1));
        await learning.Prompts.ReadyAsync();
        await service.DisposeAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal("v1.0", learning.Prompts.Assign("BUY", "u").Prompt.PromptVersionText);
        service.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Contains("was read last at", Assert.Throws<SnapshotTooOldException>(() => learning.Prompts.Assign("BUY", "u")).Message);
    }
}
