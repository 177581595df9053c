using LearningActors.Client;

namespace LearningActors.Simulation;

/// <summary>
/// An analyst who reads the proposals on Mondays: has the longer expiration implemented after two weeks, and ends its validation as
/// the service suggests.
/// </summary>
internal sealed class SimulatedAnalyst(LearningClient client, SimulatedAlgorithm algorithm)
{
    internal const string Longer = "expiration-shift.longer.1";
    private const int FirstDecision = 14;

    /// <summary>A Monday.</summary>
    internal async Task MondayAsync(DateOnly date, int day)
    {
        if (day < FirstDecision)
            return;
        foreach (var candidate in (await client.CandidatesAsync()).Where(one => one.Id == Longer))
            await FollowAsync(candidate, date);
    }

    private async Task FollowAsync(AlgorithmChange candidate, DateOnly date)
    {
        switch (candidate.Status)
        {
            case "proposed":
                await client.DecideAsync(
                    Longer,
                    new CandidateDecisionInput { Decision = "implement", Reason = "It is what the desk does anyway." }
                );
                await client.ImplementedAsync(
                    Longer,
                    new ImplementationInput
                    {
                        VersionFrom = SimulatedAlgorithm.FirstVersion,
                        VersionTo = SimulatedAlgorithm.SecondVersion,
                        ImplementedOn = date,
                    }
                );
                algorithm.Version = SimulatedAlgorithm.SecondVersion;
                break;
            case "validating" when candidate.Validation is { Suggested: { } suggested } validation:
                await client.ConcludeAsync(Longer, new ConclusionInput { Outcome = suggested, Reason = validation.Because });
                break;
        }
    }
}
