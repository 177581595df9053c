using FsCheck;
using FsCheck.Fluent;
using LearningActors.Recommendations;

namespace LearningActors.Tests.Recommendations;

/// <summary>Contracts, scores of pairs, and the assignment that makes the most of them.</summary>
public sealed class MatchingTests
{
    private static readonly DateOnly s_expiration = new(2021, 1, 15);

    [Theory]
    [InlineData("PLTR  210115P00026000", "PLTR", OptionRight.Put, 26)]
    [InlineData("LOOP  210115P00007500", "LOOP", OptionRight.Put, 7.5)]
    [InlineData("PLTR210115C00026000", "PLTR", OptionRight.Call, 26)]
    [InlineData("F     210115C00000500", "F", OptionRight.Call, 0.5)]
    public void SymbolsAreReadAndWritten(string symbol, string root, OptionRight right, double strike)
    {
        var contract = OccSymbol.Parse(symbol)!;
        Assert.Equal(new OptionContract(root, s_expiration, right, (decimal)strike), contract);
        Assert.Equal(symbol.Length == 21 ? symbol : "PLTR  210115C00026000", OccSymbol.Of(contract));
    }

    [Theory]
    [InlineData("PLTR")]
    [InlineData("")]
    [InlineData("PLTR  211315P00026000")]
    [InlineData("PLTR  210115X00026000")]
    [InlineData("PLTR  210115P0002600A")]
    [InlineData("      210115P00026000")]
    [InlineData("TOOLONG210115P00026000")]
    public void WhatIsNoContractIsNone(string symbol) => Assert.Null(OccSymbol.Parse(symbol));

    // The specification's table, with its edges: 3 %, 2 days, 15 %, and the score of 50 from which a pair counts.
    [Theory]
    [InlineData(100, 100, 0, 1.00, 1.00, true, 100, true)]
    [InlineData(100, 103, 0, 1.00, 1.00, false, 100, true)]
    [InlineData(100, 103.01, 0, 1.00, 1.00, false, 96.99, false)]
    [InlineData(100, 110, 0, 1.00, 1.00, false, 90, false)]
    [InlineData(100, 150, 0, 1.00, 1.00, false, 70, false)]
    [InlineData(100, 100, 2, 1.00, 1.00, false, 100, true)]
    [InlineData(100, 100, 3, 1.00, 1.00, false, 94, false)]
    [InlineData(100, 100, -7, 1.00, 1.00, false, 86, false)]
    [InlineData(100, 100, 40, 1.00, 1.00, false, 70, false)]
    [InlineData(100, 100, 0, 1.00, 1.15, false, 100, true)]
    [InlineData(100, 100, 0, 1.00, 1.16, false, 92, true)]
    [InlineData(100, 100, 0, 1.00, 0.50, false, 80, true)]
    [InlineData(100, 150, 40, 1.00, 3.00, false, 20, false)]
    [InlineData(100, 150, 40, 1.00, 3.00, true, 30, false)]
    [InlineData(100, 130, 10, 1.00, 1.00, false, 50, false)]
    [InlineData(100, 100, 0, 1.00, 0.50, true, 90, true)]
    public void PairsScoreAsTheTableSays(
        double strike,
        double executedStrike,
        int days,
        double premium,
        double executedPremium,
        bool sameAction,
        double score,
        bool consent
    )
    {
        var result = MatchScore.Of(
            new ContractTerms((decimal)strike, s_expiration, (decimal)premium, ExecutionAction.SellToOpen),
            new ContractTerms(
                (decimal)executedStrike,
                s_expiration.AddDays(days),
                (decimal)executedPremium,
                sameAction ? ExecutionAction.SellToOpen : ExecutionAction.BuyToOpen
            )
        );
        Assert.Equal(score, result.Score, 9);
        Assert.Equal(consent, result.IsConsent);
    }

    [Fact]
    public void WhatIsNotSaidDoesNotCount() =>
        Assert.Equal(
            new MatchScore(100, false, false, false, 100),
            MatchScore.Of(new ContractTerms(null, null, null, null), new ContractTerms(100, s_expiration, 2, ExecutionAction.SellToOpen))
        );

    [Fact]
    public void TheAssignmentIsTheBestThereIs()
    {
        var matrices =
            from rows in Gen.Choose(0, 5)
            from columns in Gen.Choose(0, 5)
            from values in Gen.Choose(0, 20).ArrayOf(rows * columns)
            select (Rows: rows, Columns: columns, Values: values.Select(value => value * 5.0).ToArray());
        Prop.ForAll(
                Arb.From(matrices),
                one =>
                {
                    var scores = new double[one.Rows, one.Columns];
                    for (var i = 0; i < one.Values.Length; i++)
                        scores[i / one.Columns, i % one.Columns] = one.Values[i];
                    var assigned = OptimalAssignment.Solve(scores, MatchScore.Min);
                    var used = assigned.Where(column => column >= 0).ToArray();
                    var total = assigned.Select((column, row) => column < 0 ? 0 : scores[row, column]).Sum();
                    return used.Length == used.Distinct().Count()
                        && assigned.Select((column, row) => column < 0 || scores[row, column] >= MatchScore.Min).All(fits => fits)
                        && Math.Abs(total - Best(scores, 0, new bool[one.Columns])) < 1e-9;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void ADayOfFiveHundredIsQuick()
    {
        var random = new Random(3);
        var scores = new double[500, 500];
        for (var i = 0; i < 500; i++)
        {
            for (var j = 0; j < 500; j++)
                scores[i, j] = random.Next(0, 101);
        }

        var assigned = OptimalAssignment.Solve(scores, MatchScore.Min);
        Assert.Equal(500, assigned.Distinct().Count());
        Assert.True(assigned.Select((column, row) => scores[row, column]).Average() > 98);
    }

    [Fact]
    public void AYearOfWhichEachRowMeetsOnlyItsNeighboursIsQuick()
    {
        // Each row competes with those beside it for what lies around it; a table of all pairs would have 40 billion of them.
        const int Rows = 200_000;
        var random = new Random(5);
        var pairs = Enumerable
            .Range(0, Rows)
            .Select(row =>
                Enumerable
                    .Range(Math.Max(0, row - 3), 7)
                    .Where(column => column < Rows)
                    .Select(column => (column, (double)random.Next(50, 101)))
                    .ToArray()
            )
            .ToArray();
        var assigned = OptimalAssignment.Solve(pairs, Rows);
        var used = assigned.Where(column => column >= 0).ToArray();
        Assert.Equal(used.Length, used.Distinct().Count());
        var total = assigned.Select((column, row) => column < 0 ? 0 : Array.Find(pairs[row], pair => pair.column == column).Item2).Sum();
        Assert.True(total > InTurn(pairs), $"{total}");

        // Each row takes the best that those before it have left.
        static double InTurn((int Column, double Score)[][] pairs)
        {
            var taken = new HashSet<int>();
            return pairs.Sum(row =>
                row.OrderByDescending(pair => pair.Score).FirstOrDefault(pair => !taken.Contains(pair.Column)) is { Score: > 0 } best
                && taken.Add(best.Column)
                    ? best.Score
                    : 0
            );
        }
    }

    /// <summary>Every way to pair the rows from one on with the columns that are left.</summary>
    private static double Best(double[,] scores, int row, bool[] taken)
    {
        if (row == scores.GetLength(0))
            return 0;
        var best = Best(scores, row + 1, taken);
        for (var column = 0; column < taken.Length; column++)
        {
            if (taken[column] || scores[row, column] < MatchScore.Min)
                continue;
            taken[column] = true;
            best = Math.Max(best, scores[row, column] + Best(scores, row + 1, taken));
            taken[column] = false;
        }

        return best;
    }
}
