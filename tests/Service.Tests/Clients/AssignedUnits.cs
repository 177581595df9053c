using System.Text.Json;
using LearningActors.Client;
using LearningActors.Tests.Experiments;

namespace LearningActors.Tests.Clients;

/// <summary>100 000 units as the service assigns them, over HTTP: of an experiment, and of a holdout after a promotion.</summary>
public sealed class AssignedUnits : IAsyncLifetime
{
    /// <summary>Units of <c>BUY</c>, where an experiment of three arms is running.</summary>
    private const int InExperiment = 80_000;

    /// <summary>Units of <c>SELL</c>, where a part stays with the former champion.</summary>
    private const int WithHoldout = 20_000;

    internal TestService Service { get; private set; } = null!;

    /// <summary>What the service answered.</summary>
    internal IReadOnlyList<AssignmentResponse> Answers { get; private set; } = [];

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Service = await TestService.StartAsync();
        var versions = await Service.AddPromptsAsync("BUY", 2);
        await Service.StartExperimentAsync("BUY", ("v1.0", 0.25), (versions[0], 0.4), (versions[1], 0.35));
        const string text = "Warn in ten words of what {indicators} may hide; only then {signal} for {ticker}, said with {confidence}.";
        var version = (await Service.PostAsync<PromptRecord>("/api/admin/prompts/SELL", new { text })).PromptVersion;
        await Service.StartExperimentAsync("SELL", ("v1.0", 0.5), (version, 0.5));
        await Service.CommandAsync("SELL-1/promote", new { version, reason = "The desk prefers it." });
        Service.Clock.Advance(TimeSpan.FromSeconds(10));
        Answers = [.. await AskAsync("BUY", InExperiment), .. await AskAsync("SELL", WithHoldout)];
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await Service.DisposeAsync();

    /// <summary>Writes what was answered: a JSON array of signal, unit, version and experiment a line.</summary>
    internal async Task<string> WriteAsync()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(
            file,
            Answers.Select(one => JsonSerializer.Serialize(new[] { one.Signal, one.Unit, one.PromptVersion, one.ExperimentId }))
        );
        return file;
    }

    private async Task<AssignmentResponse[]> AskAsync(string signal, int count)
    {
        var answers = new AssignmentResponse[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (i, token) =>
            {
                var path = $"/api/prompts/{signal}/assignment?unit={Uri.EscapeDataString(UnitOf(i))}";
                await using var answer = await Service.Engine.GetStreamAsync(path, token);
                answers[i] = (await JsonSerializer.DeserializeAsync<AssignmentResponse>(answer, ClientJson.Options, token))!;
            }
        );
        return answers;
    }

    /// <summary>Ids, accounts, and words of many scripts; also longer than a name would be.</summary>
    private static string UnitOf(int i) =>
        (i % 5) switch
        {
            0 => Guid.CreateVersion7().ToString(),
            1 => $"account {i}",
            2 => $"Größe-Ωμ-{i}",
            3 => $"📈{i}🙂",
            _ => $"{new string('x', 190)}{i}",
        };
}
