using System.Globalization;
using LearningActors.Brokers;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>A recommendation made of what a broker's file shows, true or distorted in one way.</summary>
/// <param name="Id">Its id; null where the recommendation of an opening is omitted.</param>
/// <param name="What">The distortion.</param>
/// <param name="Kind">What it is to be classified as; <c>independent</c> where it is omitted.</param>
/// <param name="Executions">What opened the position: the match's own, or, where nobody followed, an independent one's.</param>
/// <param name="Order">The order of the opening, where its fills are withheld at first; null otherwise.</param>
/// <param name="Body">As it is sent; null where it is omitted.</param>
internal sealed record PlantedRecommendation(
    string? Id,
    string What,
    string Kind,
    IReadOnlyList<string> Executions,
    string? Order,
    Dictionary<string, object?>? Body
);

/// <summary>
/// A recommendation for each opening order of a broker's file, a third of them distorted, and one beside each delivery that nobody
/// executed; of all it is known what they are to be classified as.
/// </summary>
/// <remarks>
/// Some distortions leave an opening without a recommendation, or a recommendation without an opening. They are planted where nothing
/// else was opened on the underlying within two windows: otherwise nobody could tell what was meant.
/// </remarks>
internal static class PlantedRecommendations
{
    private static readonly TimeSpan s_apart = TimeSpan.FromHours(97);

    /// <summary>Distortions whose opening still fits its recommendation best.</summary>
    private static readonly Distortion[] s_modest =
    [
        new("another strike", "modify") { Strike = 1.1m },
        new("14 days sooner", "modify") { Days = -14 },
        new("another premium", "consent") { Premium = 1.4m },
    ];

    private static readonly Distortion[] s_all =
    [
        .. s_modest,
        new("the opposite side", "reject") { IsOpposite = true },
        new("omitted", "independent"),
        new("withheld", "consent"),
    ];

    private static readonly Distortion s_asExecuted = new("as executed", "consent");
    private static readonly Distortion s_shares = new("shares for an option", "reject");

    /// <summary>The recommendations, those of openings first.</summary>
    internal static PlantedRecommendation[] Of(string file)
    {
        Movement[] all = [.. BrokerFile.Read(File.ReadAllText(file), BrokerFileContext.Default).Movements.OrderBy(one => one.At)];
        Movement[] trades = [.. all.Where(one => one.Cause == ExecutionCause.Trade)];
        var planted = new List<PlantedRecommendation>();
        var (modest, others) = (0, 0);
        foreach (var (number, order) in trades.Where(IsOpening).GroupBy(one => one.Order ?? one.Id).Index())
        {
            Movement[] fills = [.. order];
            var isAlone = !trades.Any(one =>
                !fills.Contains(one)
                && one.Underlying == fills[0].Underlying
                && IsOpening(one)
                && (one.At - fills[0].At).Duration() < s_apart
            );
            var distortion =
                fills[0].Asset == InstrumentKind.Share ? s_shares
                : number % 3 != 0 ? s_asExecuted
                : isAlone ? s_all[others++ % s_all.Length]
                : s_modest[modest++ % s_modest.Length];
            planted.Add(Plant($"planted-{number}", fills, distortion));
        }

        return [.. planted, .. BesideDeliveries(all, trades)];
    }

    /// <summary>To do by oneself what a delivery, an assignment or a corporate action did, which nobody did.</summary>
    private static IEnumerable<PlantedRecommendation> BesideDeliveries(Movement[] all, Movement[] trades) =>
        all.Where(one => one.Cause != ExecutionCause.Trade)
            .Where(one => !trades.Any(trade => trade.Underlying == one.Underlying && (trade.At - one.At).Duration() < s_apart))
            .Select(
                (one, i) =>
                    new PlantedRecommendation(
                        $"beside-{i}",
                        $"nobody followed it beside a {one.Cause}",
                        "reject",
                        [],
                        null,
                        Body($"beside-{i}", one, [Leg(one, one.Action == ExecutionAction.BuyToOpen, 1, 0)], one.Price)
                    )
            );

    private static bool IsOpening(Movement one) => one.Action is ExecutionAction.BuyToOpen or ExecutionAction.SellToOpen;

    private static PlantedRecommendation Plant(string id, Movement[] fills, Distortion distortion)
    {
        Movement[] legs = [.. fills.DistinctBy(fill => (fill.Instrument, fill.Action))];
        var recommended = legs.Select(leg =>
                distortion == s_shares
                    ? OptionFor(leg)
                    : Leg(leg, leg.Action == ExecutionAction.BuyToOpen != distortion.IsOpposite, distortion.Strike, distortion.Days)
            )
            .ToArray();
        var net = Math.Abs(legs.Sum(leg => (leg.Action == ExecutionAction.SellToOpen ? 1 : -1) * leg.Price));
        var isOmitted = distortion.Kind == "independent";
        return new(
            isOmitted ? null : id,
            distortion.What,
            distortion.Kind,
            [.. fills.Select(fill => fill.Id)],
            distortion.What == "withheld" ? fills[0].Order : null,
            isOmitted ? null : Body(id, fills[0], recommended, net * distortion.Premium)
        );
    }

    private static Dictionary<string, object?> Body(string id, Movement opened, Dictionary<string, object?>[] legs, decimal premium) =>
        new(legs[0])
        {
            ["recommendation_id"] = id,
            ["sent_at"] = opened.At.AddMinutes(-30).ToString("O", CultureInfo.InvariantCulture),
            ["symbol"] = opened.Underlying,
            ["premium"] = decimal.Round(premium, 2),
            ["type"] = "new_position",
            ["further_legs"] = legs[1..],
        };

    private static Dictionary<string, object?> Leg(Movement opened, bool isBought, decimal strike, int days)
    {
        var leg = new Dictionary<string, object?> { ["action"] = isBought ? "BTO" : "STO" };
        if (OccSymbol.Parse(opened.Instrument) is { } contract)
        {
            leg["strike"] = decimal.Round(contract.Strike * strike, 2);
            leg["expiration"] = contract.Expiration.AddDays(days).ToString("O", CultureInfo.InvariantCulture);
            leg["option_right"] = contract.Right == OptionRight.Call ? "call" : "put";
        }

        return leg;
    }

    /// <summary>An option, where shares were bought or sold.</summary>
    private static Dictionary<string, object?> OptionFor(Movement shares) =>
        new()
        {
            ["action"] = shares.Action == ExecutionAction.BuyToOpen ? "BTO" : "STO",
            ["strike"] = decimal.Round(shares.Price, 0) + 1,
            ["expiration"] = DateOnly.FromDateTime(shares.At.UtcDateTime).AddDays(30).ToString("O", CultureInfo.InvariantCulture),
            ["option_right"] = "call",
        };

    /// <summary>What is other than executed.</summary>
    private sealed record Distortion(string What, string Kind)
    {
        /// <summary>A factor.</summary>
        internal decimal Strike { get; init; } = 1;

        internal int Days { get; init; }

        /// <summary>A factor.</summary>
        internal decimal Premium { get; init; } = 1;

        internal bool IsOpposite { get; init; }
    }
}
