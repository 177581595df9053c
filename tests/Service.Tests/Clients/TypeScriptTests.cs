using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LearningActors.Tests.Clients;

/// <summary>The packed TypeScript client works against the running service, on Node.</summary>
public sealed partial class TypeScriptTests
{
    [NodeFact]
    public async Task ItsBatcherGathersWaitsForCommitsAndRefusesEachItemByItself()
    {
        await using var service = await TestService.StartAsync();
        var folder = Installed("batcher.test.mjs");
        var environment = new Dictionary<string, string> { ["LEARNING_URL"] = service.Url, ["LEARNING_API_KEY"] = service.Keys.Engine };
        var said = NodeRun.Run(folder, environment, "node", "--test", "--test-reporter=tap", "batcher.test.mjs");
        Assert.Contains("# pass 6", said);
        var id = Explanation().Match(said).Groups["id"].Value;
        // What was promised is there: a vote of each session, and of five in one order the last.
        Assert.Equal(1101, await service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
        Assert.Equal(
            "5|1",
            await service.ScalarAsync<string>(
                $"SELECT max(rating) || '|' || count(rating) FROM llm_feedback WHERE explanation_id = '{id}' AND rating IS NOT NULL"
            )
        );
    }

    [NodeFact]
    public Task ItsBatcherGoesThroughAKillAndLosesNothing() =>
        BatcherKill.RunAsync(
            new ProcessStartInfo("node", ["kill.mjs", $"{BatcherKill.Votes}"]) { WorkingDirectory = Installed("kill.mjs") }
        );

    private static string Installed(string file)
    {
        var folder = NodeRun.Install();
        File.Copy(Path.Combine(NodeRun.Source, "test", file), Path.Combine(folder, file));
        return folder;
    }

    [GeneratedRegex("explanation (?<id>[0-9a-f-]{36})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Explanation();
}
