using System.Globalization;
using System.Text.Json.Nodes;
using LearningActors.Client;
using LearningActors.Recommendations;

namespace LearningActors.Simulation;

/// <summary>
/// A trader who takes recommendations, and diverges from them in ways that only the simulation knows: he takes most of them a week
/// longer unless the algorithm does, leaves little premiums alone, and does not like one symbol.
/// </summary>
internal sealed class SimulatedTaker(Random random)
{
    internal const string Disliked = "TSLA";
    internal const int LongerDays = 7;
    internal const double DislikedShare = 0.8;
    private const double LongerShare = 0.6;
    private const decimal LittlePremium = 30;
    private readonly List<(DateOnly On, JsonObject Execution)> _closings = [];
    private int _count;

    /// <summary>What he truly did, by version of the algorithm and kind of match.</summary>
    internal Dictionary<(string Version, MatchKind Kind), int> Truth { get; } = [];

    /// <summary>Why he left a recommendation alone, by its id.</summary>
    internal Dictionary<string, string> Reasons { get; } = [];

    /// <summary>The premiums that were too little for him, USD a share.</summary>
    internal List<double> LittlePremiums { get; } = [];

    /// <summary>What he does on a trading day: takes recommendations, or does not; acts once on his own; closes what is due.</summary>
    internal JsonObject[] OneDay(DateOnly date, IReadOnlyList<RecommendedPut> recommendations)
    {
        var executions = new List<JsonObject>();
        foreach (var recommendation in recommendations)
        {
            var kind = Decide(recommendation);
            Truth[(recommendation.Version, kind)] = Truth.GetValueOrDefault((recommendation.Version, kind)) + 1;
            if (kind != MatchKind.Reject)
                executions.Add(
                    Open(
                        date,
                        recommendation.SentAt.AddMinutes(4),
                        recommendation.Symbol,
                        recommendation.Strike,
                        recommendation.Expiration.AddDays(kind == MatchKind.Modify ? LongerDays : 0),
                        recommendation.Premium
                    )
                );
        }

        // Something that nobody recommends.
        executions.Add(Open(date, recommendations[0].SentAt.AddHours(-1), "SPY", 400, date.AddDays(14), 150));
        executions.AddRange(_closings.Where(one => one.On == date).Select(one => one.Execution));
        return [.. executions];
    }

    /// <summary>Says why he left alone what he did, where he has not yet.</summary>
    internal async Task GiveReasonsAsync(LearningClient client)
    {
        var rejected = (await client.MatchesAsync("match_type=reject")).Items;
        foreach (var match in rejected.Where(match => match.ReviewedAt is null))
        {
            if (Reasons.TryGetValue(match.RecommendationId!, out var reason))
                await client.GiveReasonAsync(match.Id, reason);
        }
    }

    private MatchKind Decide(RecommendedPut recommendation)
    {
        if (recommendation.Premium < LittlePremium)
        {
            LittlePremiums.Add((double)recommendation.Premium / 100);
            Reasons[recommendation.Id] = "premium_low";
            return MatchKind.Reject;
        }

        if (recommendation.Symbol == Disliked && random.NextDouble() < DislikedShare)
        {
            Reasons[recommendation.Id] = "gut_feeling";
            return MatchKind.Reject;
        }

        return recommendation.Version == SimulatedAlgorithm.FirstVersion && random.NextDouble() < LongerShare
            ? MatchKind.Modify
            : MatchKind.Consent;
    }

    /// <summary>
    /// Opens a position. Some trading days later it is bought back: four times of five for a third of its price, else for twice as much.
    /// </summary>
    private JsonObject Open(DateOnly date, DateTimeOffset at, string symbol, decimal strike, DateOnly expiration, decimal price)
    {
        var instrument = OccSymbol.Of(new OptionContract(symbol, expiration, OptionRight.Put, strike));
        var on = date.AddDays(2 + random.Next(8));
        while (on.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            on = on.AddDays(1);
        _closings.Add(
            (
                on,
                Execution(
                    new DateTimeOffset(on.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero),
                    instrument,
                    "BTC",
                    decimal.Round(price * (random.NextDouble() < 0.8 ? 0.33m : 2), 2)
                )
            )
        );
        return Execution(at, instrument, "STO", price);
    }

    private JsonObject Execution(DateTimeOffset at, string instrument, string action, decimal price) =>
        new()
        {
            ["execution_id"] = $"demo-exec-{++_count}",
            ["executed_at"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["instrument"] = instrument,
            ["action"] = action,
            ["quantity"] = 1,
            ["price"] = price,
            ["fees"] = 1.15m,
        };
}
