using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>A recommendation to sell PLTR's put of 26, and puts that were sold.</summary>
internal static class PutFacts
{
    internal static readonly DateTimeOffset Sent = new(2021, 1, 4, 15, 0, 0, TimeSpan.Zero);
    internal static readonly DateOnly Expiration = new(2021, 1, 15);

    internal static IEnumerable<MatchKind> Kinds(Recommendation[] recommendations, Execution[] executions) =>
        Reconciliation.Of(recommendations, executions, _ => true).Select(match => match.Kind);

    internal static Match Only(Recommendation recommendation, params Execution[] executions) =>
        Assert.Single(Reconciliation.Of([recommendation], executions, _ => true));

    internal static Recommendation Recommend(string id) =>
        new(id, Sent, "PLTR", null, RecommendedAction.SellToOpen, 26, Expiration, OptionRight.Put, 200, "new_position", "v3", []);

    internal static Execution Execute(
        string id,
        decimal strike,
        int days = 0,
        decimal price = 200,
        int minutes = 30,
        string symbol = "PLTR"
    ) =>
        Execution.Of(
            id,
            Sent.AddMinutes(minutes),
            OccSymbol.Of(new OptionContract(symbol, Expiration.AddDays(days), OptionRight.Put, strike)),
            ExecutionAction.SellToOpen,
            1,
            price,
            1
        );
}
