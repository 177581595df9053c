using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>Orders are named by their legs, as traders name them.</summary>
public sealed class OrderStructureTests
{
    private static readonly DateTimeOffset s_at = new(2021, 1, 4, 15, 30, 0, TimeSpan.Zero);

    // Each leg: action, quantity, then P or C with its strike and the week of its expiration, or the shares.
    [Theory]
    [InlineData("STO 1 P26/0", "single_leg")]
    [InlineData("STO 1 P26/0, BTO 1 P24/0", "vertical")]
    [InlineData("STO 2 P26/0, BTO 1 P24/0", "ratio")]
    [InlineData("STO 1 P26/0, BTO 1 P26/1", "calendar")]
    [InlineData("STO 1 P26/0, BTO 1 P25/1", "diagonal")]
    [InlineData("STO 1 P26/0, STO 1 C26/0", "straddle")]
    [InlineData("STO 1 P24/0, STO 1 C28/0", "strangle")]
    [InlineData("BTO 1 C24/0, STO 2 C26/0, BTO 1 C28/0", "butterfly")]
    [InlineData("BTO 1 P22/0, STO 1 P24/0, STO 1 C28/0, BTO 1 C30/0", "iron_condor")]
    [InlineData("BTO 1 P22/0, STO 1 P26/0, STO 1 C26/0, BTO 1 C30/0", "iron_condor")]
    [InlineData("BTC 1 P26/0, STO 1 P25/1", "roll")]
    [InlineData("BTC 1 P26/0, STC 1 P24/0, STO 1 P25/1, BTO 1 P23/1", "roll")]
    [InlineData("BTO 100 shares, STO 1 C28/0", "covered_call")]
    [InlineData("STC 100 shares, BTC 1 C28/0", "covered_call")]
    [InlineData("BTO 100 shares, BTO 1 P24/0", "protective_put")]
    [InlineData("STO 1 P26/0, STO 1 P24/0", "other")]
    [InlineData("STO 1 P26/0, BTO 1 C26/0", "other")]
    [InlineData("BTO 100 shares, STO 1 P24/0", "other")]
    public void LegsNameTheStructure(string legs, string name)
    {
        var fills = legs.Split(", ").Select((leg, i) => Fill.Of(Leg($"e{i}", leg.Split(' ')))).ToArray();
        Assert.Equal(name, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(OrderStructures.Of(fills).ToString()));
        // In whatever order they stand in the file, and in several fills.
        Assert.Equal(OrderStructures.Of(fills), OrderStructures.Of(fills.Reverse()));
    }

    private static Execution Leg(string id, string[] leg) =>
        Execution.Of(id, s_at, Instrument(leg[2]), Actions.FindExecuted(leg[0])!.Value, decimal.Parse(leg[1], null), 1, 0);

    private static string Instrument(string leg)
    {
        if (leg == "shares")
            return "PLTR";
        var parts = leg[1..].Split('/');
        return OccSymbol.Of(
            new OptionContract(
                "PLTR",
                new DateOnly(2021, 1, 15).AddDays(7 * int.Parse(parts[1], null)),
                leg[0] == 'P' ? OptionRight.Put : OptionRight.Call,
                decimal.Parse(parts[0], null)
            )
        );
    }
}
