using LearningActors.Client;

namespace LearningActors.Simulation;

/// <summary>A trader who reads explanations and says what he thinks of them, by leanings of his own.</summary>
/// <param name="session">His session.</param>
/// <param name="leaning">What he adds to the true share: kinder than others, or harsher.</param>
/// <param name="diligence">The share of explanations that he rates.</param>
internal sealed class SimulatedTrader(string session, double leaning, double diligence)
{
    internal string Session => session;

    /// <summary>Twenty of them, kind and harsh, diligent and lazy.</summary>
    internal static SimulatedTrader[] Desk() =>
        [
            .. Enumerable
                .Range(0, 20)
                .Select(i => new SimulatedTrader($"trader-{i + 1}", (i - 9.5) / 9.5 * 0.12, 0.7 + (0.02 * (i * 7 % 15)))),
        ];

    /// <summary>His vote; null where he does not care to.</summary>
    internal VoteOnExplanationInput? Rate(Guid explanationId, double quality, Random random)
    {
        if (random.NextDouble() > diligence)
            return null;
        var likes = random.NextDouble() < Math.Clamp(quality + leaning, 0.02, 0.98);
        int? rating =
            random.NextDouble() >= 0.4 ? null
            : likes ? random.Next(4, 6)
            : random.Next(1, 4);
        string? comment =
            likes || random.NextDouble() >= 0.2 ? null
            : leaning > 0 ? "I could not tell what mattered most."
            : "Too long, and it says nothing new.";
        return new VoteOnExplanationInput
        {
            ExplanationId = explanationId,
            Session = session,
            Helpful = likes,
            Rating = rating,
            Comment = comment,
        };
    }
}
