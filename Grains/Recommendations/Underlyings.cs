namespace LearningActors.Recommendations;

/// <summary>
/// Brings the names of underlyings together: BRK.B, BRK/B and BRKB are one, and a recommendation for SPXW is about SPX where the
/// executions say that SPXW is on SPX.
/// </summary>
internal sealed class Underlyings
{
    private readonly Dictionary<string, string> _byRoot;

    internal Underlyings(IEnumerable<Fill> executed) =>
        _byRoot = executed
            .Where(fill => fill.Contract is not null)
            .GroupBy(fill => Plain(fill.Contract!.Root))
            .ToDictionary(root => root.Key, root => Plain(root.First().Execution.Underlying));

    internal string Of(Recommendation recommendation) =>
        Plain(recommendation.Symbol) is var symbol ? _byRoot.GetValueOrDefault(symbol, symbol) : "";

    internal static string Of(Fill fill) => Plain(fill.Execution.Underlying);

    private static string Plain(string symbol) => string.Concat(symbol.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
