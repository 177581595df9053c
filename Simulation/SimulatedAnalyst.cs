using System.Text.Json;
using LearningActors.Client;

namespace LearningActors.Simulation;

/// <summary>An analyst who reads what is proposed on Mondays: has the longer expiration implemented after two weeks, and ends its validation as the figures speak.</summary>
internal sealed class SimulatedAnalyst(LearningClient client, SimulatedAlgorithm algorithm)
{
    internal const string Longer = "expiration-shift.longer.1";
    private const int FirstDecision = 14;

    /// <summary>A Monday.</summary>
    internal async Task MondayAsync(DateOnly date, int day)
    {
        if (day < FirstDecision)
            return;
        foreach (
            var candidate in (await client.CandidatesAsync()).EnumerateArray().Where(one => one.GetProperty("id").GetString() == Longer)
        )
            await FollowAsync(candidate, date);
    }

    private async Task FollowAsync(JsonElement candidate, DateOnly date)
    {
        switch (candidate.GetProperty("status").GetString())
        {
            case "proposed":
                await client.DecideAsync(Longer, "implement", "It is what the desk does anyway.");
                await client.ImplementedAsync(Longer, SimulatedAlgorithm.FirstVersion, SimulatedAlgorithm.SecondVersion, date);
                algorithm.Version = SimulatedAlgorithm.SecondVersion;
                break;
            case "validating"
                when candidate.GetProperty("validation") is { ValueKind: JsonValueKind.Object } validation
                    && validation.GetProperty("suggested").GetString() is { } suggested:
                await client.ConcludeAsync(Longer, suggested, validation.GetProperty("because").GetString()!);
                break;
        }
    }
}
