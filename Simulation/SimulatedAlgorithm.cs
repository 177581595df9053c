using LearningActors.Client;

namespace LearningActors.Simulation;

/// <summary>An algorithm that recommends to sell puts; its second version looks a week further.</summary>
internal sealed class SimulatedAlgorithm(Random random)
{
    internal const string FirstVersion = "v3";
    internal const string SecondVersion = "v4";
    private const int RecommendationsADay = 12;
    private static readonly string[] s_symbols = ["AAPL", "MSFT", "NVDA", "AMZN", "AMD", SimulatedTaker.Disliked];
    private int _count;

    internal string Version { get; set; } = FirstVersion;

    /// <summary>The recommendations of a trading day, from 07:00 Pacific in winter on.</summary>
    internal RecommendedPut[] OneDay(DateOnly date) =>
        [
            .. Enumerable
                .Range(0, RecommendationsADay)
                .Select(i => new RecommendedPut(
                    $"demo-rec-{++_count}",
                    new DateTimeOffset(date.ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero).AddMinutes(25 * i),
                    s_symbols[random.Next(s_symbols.Length)],
                    5 * random.Next(10, 60),
                    date.AddDays(Version == FirstVersion ? 14 : 14 + SimulatedTaker.LongerDays),
                    random.NextDouble() < 0.15 ? random.Next(12, 28) : random.Next(60, 400),
                    Version
                )),
        ];
}

/// <summary>A recommendation to sell a put.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SentAt">UTC.</param>
/// <param name="Symbol">The underlying.</param>
/// <param name="Strike">USD for a share.</param>
/// <param name="Expiration">The last trading day.</param>
/// <param name="Premium">USD for a contract.</param>
/// <param name="Version">Of the algorithm.</param>
internal sealed record RecommendedPut(
    string Id,
    DateTimeOffset SentAt,
    string Symbol,
    decimal Strike,
    DateOnly Expiration,
    decimal Premium,
    string Version
)
{
    /// <summary>As the API takes it.</summary>
    internal RecommendationInput ToInput() =>
        new()
        {
            RecommendationId = Id,
            SentAt = SentAt,
            Symbol = Symbol,
            Action = "STO",
            Strike = Strike,
            Expiration = Expiration,
            OptionRight = "put",
            Premium = Premium,
            Type = "new_position",
            AlgorithmVersion = Version,
        };
}
