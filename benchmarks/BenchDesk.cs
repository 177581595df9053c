using System.Globalization;
using System.Text;
using LearningActors.Client;
using LearningActors.Recommendations;

namespace LearningActors.Benchmarks;

/// <summary>What was recommended and executed on a day.</summary>
internal sealed record DeskDay(DateOnly Day, IReadOnlyList<RecommendationInput> Recommendations, IReadOnlyList<ExecutionInput> Executions);

/// <summary>
/// An account over five years. Of ten recommendations seven are followed, one is executed a week longer and two are not followed; what is
/// opened is closed within three weeks. A fifth of everything is in one underlying, the rest in a hundred.
/// </summary>
internal sealed class BenchDesk
{
    private readonly Random _random = new(20200901);
    private readonly SortedDictionary<DateTimeOffset, List<string>> _executions = [];
    private int _count;

    /// <summary>Each day from Monday to Friday.</summary>
    internal static DateOnly[] Days { get; } =
    [
        .. Enumerable
            .Range(0, 5 * 365)
            .Select(i => new DateOnly(2020, 9, 1).AddDays(i))
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)),
    ];

    internal List<RecommendationInput> Recommendations { get; } = [];

    /// <summary>All executions, as a broker's file of the project's own layout.</summary>
    internal string Csv
    {
        get
        {
            var csv = new StringBuilder("execution_id,executed_at,instrument,action,quantity,price,fees\n");
            foreach (var line in _executions.SelectMany(one => one.Value))
                csv.Append(line).Append('\n');
            return csv.ToString();
        }
    }

    internal void Live(int executions, int recommendationsADay)
    {
        for (var day = 0; day < Days.Length; day++)
        {
            for (var i = 0; i < recommendationsADay; i++)
                Recommend(day, i);
            for (; _count < (long)executions * (day + 1) / Days.Length; )
                Trade(day, At(Days[day]), Contract(Days[day], OptionRight.Call));
        }
    }

    /// <summary>A day with a recommendation for ten executions; half of what is opened is closed on the same day.</summary>
    internal static DeskDay OneDay(string name, DateOnly day, int executions, int underlyings)
    {
        var opening = new DateTimeOffset(day.ToDateTime(new TimeOnly(14, 0)), TimeSpan.Zero);
        var recommendations = Enumerable
            .Range(0, executions / 10)
            .Select(i =>
                Recommendation(
                    $"{name}-{i}",
                    opening.AddMinutes(i % 60),
                    new OptionContract($"S{i % underlyings}", day.AddDays(14), OptionRight.Put, 20 + (i / underlyings % 40))
                )
            )
            .ToArray();
        return new DeskDay(
            day,
            recommendations,
            [
                .. Enumerable
                    .Range(0, executions)
                    .Select(i => new ExecutionInput
                    {
                        ExecutionId = $"{name}-{i}",
                        ExecutedAt = opening.AddMinutes(61 + (i * 300 / executions)),
                        Instrument =
                            i < recommendations.Length
                                ? OccSymbol.Of(
                                    new OptionContract(
                                        recommendations[i].Symbol,
                                        recommendations[i].Expiration!.Value,
                                        OptionRight.Put,
                                        recommendations[i].Strike!.Value
                                    )
                                )
                                : OccSymbol.Of(
                                    new OptionContract(
                                        $"S{i % underlyings}",
                                        day.AddDays(14),
                                        OptionRight.Put,
                                        20 + (i / underlyings / 2 % 40)
                                    )
                                ),
                        Action = i < recommendations.Length || i / underlyings % 2 == 0 ? "STO" : "BTC",
                        Quantity = 1,
                        Price = 100,
                        Fees = 1.15m,
                    }),
            ]
        );
    }

    private void Recommend(int day, int i)
    {
        var (contract, at) = (Contract(Days[day], OptionRight.Put), At(Days[day]));
        Recommendations.Add(Recommendation($"r{day}-{i}", at, contract));
        if ((day + i) % 10 < 8)
            Trade(
                day,
                at.AddMinutes(5),
                (day + i) % 10 == 7 ? contract with { Expiration = contract.Expiration.AddDays(7) } : contract,
                isShort: true
            );
    }

    /// <summary>Opens a position, and closes it up to 15 trading days later.</summary>
    private void Trade(int day, DateTimeOffset at, OptionContract contract, bool isShort = false)
    {
        Execute(at, contract, isShort ? "STO" : "BTO", 90 + _random.Next(20));
        var later = day + _random.Next(15);
        if (later == day || later >= Days.Length)
            Execute(at.AddMinutes(1 + _random.Next(60)), contract, isShort ? "BTC" : "STC", 90 + _random.Next(20));
        else
            Execute(At(Days[later]), contract, isShort ? "BTC" : "STC", 90 + _random.Next(20));
    }

    private DateTimeOffset At(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(new TimeOnly(14, 0)), TimeSpan.Zero).AddMinutes(_random.Next(300));

    private OptionContract Contract(DateOnly day, OptionRight right) =>
        new(_random.Next(5) == 0 ? "SPX" : $"S{_random.Next(100)}", day.AddDays(21 + (7 * _random.Next(6))), right, 20 + _random.Next(40));

    private static RecommendationInput Recommendation(string id, DateTimeOffset at, OptionContract contract) =>
        new()
        {
            RecommendationId = id,
            SentAt = at,
            Symbol = contract.Root,
            Action = "STO",
            Strike = contract.Strike,
            Expiration = contract.Expiration,
            OptionRight = contract.Right == OptionRight.Put ? "put" : "call",
            Premium = 100,
            Type = "new_position",
            AlgorithmVersion = "v3",
        };

    private void Execute(DateTimeOffset at, OptionContract contract, string action, int price)
    {
        if (!_executions.TryGetValue(at, out var lines))
            _executions[at] = lines = [];
        lines.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"e{++_count},{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'},{OccSymbol.Of(contract)},{action},1,{price},1.15"
            )
        );
    }
}
