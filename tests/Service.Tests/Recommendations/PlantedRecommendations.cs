using System.Globalization;
using LearningActors.Brokers;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>A recommendation made of what a broker's file shows was opened, true or distorted in one way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="What">The distortion.</param>
/// <param name="Kind">What it is to be classified as.</param>
/// <param name="Body">As it is sent.</param>
internal sealed record PlantedRecommendation(string Id, string What, string Kind, Dictionary<string, object?> Body);

/// <summary>Recommendations of which it is known what they are to be classified as.</summary>
internal static class PlantedRecommendations
{
    private static readonly TimeSpan s_apart = TimeSpan.FromHours(97);

    /// <summary>One for each opening order of one leg beside which nothing similar was opened: otherwise nobody could tell what was meant.</summary>
    internal static PlantedRecommendation[] Of(string file)
    {
        Movement[] trades =
        [
            .. BrokerFile
                .Read(File.ReadAllText(file), BrokerFileContext.Default)
                .Movements.Where(one => one.Cause == MovementCause.Trade)
                .OrderBy(one => one.At),
        ];
        var planted = new List<PlantedRecommendation>();
        foreach (var order in trades.Where(IsOpening).GroupBy(one => one.Order ?? one.Id))
        {
            var first = order.First();
            var isAlone =
                order.Select(one => one.Instrument).Distinct().Count() == 1
                && !trades.Any(one =>
                    one.Order != first.Order
                    && one.Underlying == first.Underlying
                    && IsOpening(one)
                    && (one.At - first.At).Duration() < s_apart
                );
            if (isAlone && Plant(planted.Count, first) is { } one)
                planted.Add(one);
        }

        return [.. planted];
    }

    private static bool IsOpening(Movement one) => one.Action is PositionAction.BuyToOpen or PositionAction.SellToOpen;

    private static PlantedRecommendation? Plant(int number, Movement opened)
    {
        var isSold = opened.Action == PositionAction.SellToOpen;
        if (OccSymbol.Parse(opened.Instrument) is not { } contract)
            return opened.Asset == AssetKind.Share
                ? Make(
                    "shares for an option",
                    "reject",
                    isSold,
                    1.1m * opened.Price,
                    DateOnly.FromDateTime(opened.At.UtcDateTime).AddDays(30)
                )
                : null;
        return (number % 9) switch
        {
            0 => Make("another strike", "modify", isSold, contract.Strike * 1.1m, contract.Expiration),
            1 => Make("14 days sooner", "modify", isSold, contract.Strike, contract.Expiration.AddDays(-14)),
            2 => Make("another premium", "consent", isSold, contract.Strike, contract.Expiration, premium: 1.4m),
            3 => Make("the opposite side", "reject", !isSold, contract.Strike, contract.Expiration),
            4 => Make("the other right", "reject", isSold, contract.Strike, contract.Expiration, isOtherRight: true),
            5 => Make("nobody trades it", "reject", isSold, contract.Strike, contract.Expiration, symbol: "NOBODY"),
            _ => Make("as executed", "consent", isSold, contract.Strike, contract.Expiration),
        };

        PlantedRecommendation Make(
            string what,
            string kind,
            bool sell,
            decimal strike,
            DateOnly expiration,
            decimal premium = 1,
            string? symbol = null,
            bool isOtherRight = false
        )
        {
            var isCall = OccSymbol.Parse(opened.Instrument) is { Right: OptionRight.Call } != isOtherRight;
            return new(
                $"planted-{number}",
                what,
                kind,
                new()
                {
                    ["recommendation_id"] = $"planted-{number}",
                    ["sent_at"] = opened.At.AddMinutes(-30).ToString("O", CultureInfo.InvariantCulture),
                    ["symbol"] = symbol ?? opened.Underlying,
                    ["action"] = sell ? "STO" : "BTO",
                    ["strike"] = decimal.Round(strike, 2),
                    ["expiration"] = expiration.ToString("O", CultureInfo.InvariantCulture),
                    ["option_right"] = isCall ? "call" : "put",
                    ["premium"] = decimal.Round(opened.Price * premium, 2),
                    ["type"] = "new_position",
                }
            );
        }
    }
}
