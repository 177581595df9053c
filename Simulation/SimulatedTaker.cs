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
    private const decimal Fees = 1.15m;
    private readonly List<(DateOnly On, ExecutionInput Execution)> _closings = [];
    private readonly List<(DateOnly On, PriceInput Price)> _prices = [];
    private readonly Dictionary<(string Instrument, DateOnly On), decimal> _worth = [];
    private readonly List<(DateTimeOffset At, string Instrument, bool IsOpening, decimal Price)> _trades = [];

    // Of its own, so that prices change nothing else.
    private readonly Random _market = new(20210104);
    private int _count;

    /// <summary>What he truly did, by version of the algorithm and kind of match.</summary>
    internal Dictionary<(string Version, MatchKind Kind), int> Truth { get; } = [];

    /// <summary>Why he left a recommendation alone, by its id.</summary>
    internal Dictionary<string, string> Reasons { get; } = [];

    /// <summary>What a recommendation that he did not take as given would have made, by its id, and when that can be known, USD.</summary>
    internal Dictionary<string, (DateOnly Due, decimal Pnl)> Counterfactuals { get; } = [];

    /// <summary>Positions that he opened on his own.</summary>
    internal int Independent { get; private set; }

    /// <summary>The premiums that were too little for him, USD a share.</summary>
    internal List<double> LittlePremiums { get; } = [];

    /// <summary>What he does on a trading day: takes recommendations, or does not; acts once on his own; closes what is due.</summary>
    internal ExecutionInput[] OneDay(DateOnly date, IReadOnlyList<RecommendedPut> recommendations)
    {
        var executions = new List<ExecutionInput>();
        foreach (var recommendation in recommendations)
        {
            var kind = Decide(recommendation);
            Truth[(recommendation.Version, kind)] = Truth.GetValueOrDefault((recommendation.Version, kind)) + 1;
            if (kind == MatchKind.Reject)
            {
                Publish(recommendation, recommendation.Expiration);
                continue;
            }

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
            if (kind == MatchKind.Modify)
                Publish(recommendation, _closings[^1].On);
        }

        // Something that nobody recommends.
        executions.Add(Open(date, recommendations[0].SentAt.AddHours(-1), "SPY", 400, date.AddDays(14), 150));
        Independent++;
        executions.AddRange(_closings.Where(one => one.On == date).Select(one => one.Execution));
        return [.. executions];
    }

    /// <summary>What the market says of a day.</summary>
    internal PriceInput[] PricesOn(DateOnly date) => [.. _prices.Where(one => one.On == date).Select(one => one.Price)];

    /// <summary>What all his positions that were closed up to a day have made, first in, first out, USD after fees.</summary>
    internal decimal MadeThrough(DateOnly date)
    {
        var (made, open) = (0m, new Dictionary<string, Queue<decimal>>());
        foreach (var trade in _trades.Where(trade => DateOnly.FromDateTime(trade.At.UtcDateTime) <= date).OrderBy(trade => trade.At))
        {
            if (!open.TryGetValue(trade.Instrument, out var sold))
                open[trade.Instrument] = sold = new Queue<decimal>();
            if (trade.IsOpening)
                sold.Enqueue(trade.Price);
            else
                made += sold.Dequeue() - trade.Price - (2 * Fees);
        }

        return made;
    }

    /// <summary>Says why he left alone what he did, where he has not yet.</summary>
    internal async Task GiveReasonsAsync(LearningClient client)
    {
        var rejected = (await client.MatchesAsync("match_type=reject")).Items;
        foreach (var match in rejected.Where(match => match.ReviewedAt is null))
        {
            if (Reasons.TryGetValue(match.RecommendationId!, out var reason))
                await client.GiveReasonAsync(match.Id, new MatchReasonInput { ReasonCode = reason });
        }
    }

    /// <summary>
    /// The recommended contract is worth something on the day on which what he took instead is closed, or on which it expires: four times
    /// of five nothing or little, else twice its premium.
    /// </summary>
    private void Publish(RecommendedPut recommendation, DateOnly on)
    {
        var instrument = OccSymbol.Of(
            new OptionContract(recommendation.Symbol, recommendation.Expiration, OptionRight.Put, recommendation.Strike)
        );
        // The same contract may have been recommended twice.
        if (!_worth.TryGetValue((instrument, on), out var price))
        {
            _worth[(instrument, on)] = price = decimal.Round(recommendation.Premium * (_market.NextDouble() < 0.8 ? 0.1m : 2), 2);
            _prices.Add(
                (
                    on,
                    new PriceInput
                    {
                        Instrument = instrument,
                        Day = on,
                        Close = price,
                        Source = "market",
                    }
                )
            );
        }

        Counterfactuals[recommendation.Id] = (on, recommendation.Premium - price);
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
    private ExecutionInput Open(DateOnly date, DateTimeOffset at, string symbol, decimal strike, DateOnly expiration, decimal price)
    {
        var instrument = OccSymbol.Of(new OptionContract(symbol, expiration, OptionRight.Put, strike));
        var on = date.AddDays(2 + random.Next(8));
        while (on.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            on = on.AddDays(1);
        var close = decimal.Round(price * (random.NextDouble() < 0.8 ? 0.33m : 2), 2);
        var closedAt = new DateTimeOffset(on.ToDateTime(new TimeOnly(20, 0)), TimeSpan.Zero);
        _closings.Add((on, Execution(closedAt, instrument, "BTC", close)));
        _trades.AddRange([(at, instrument, true, price), (closedAt, instrument, false, close)]);
        return Execution(at, instrument, "STO", price);
    }

    private ExecutionInput Execution(DateTimeOffset at, string instrument, string action, decimal price) =>
        new()
        {
            ExecutionId = $"demo-exec-{++_count}",
            ExecutedAt = at,
            Instrument = instrument,
            Action = action,
            Quantity = 1,
            Price = price,
            Fees = Fees,
        };
}
