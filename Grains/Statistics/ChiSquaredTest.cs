using MathNet.Numerics;

namespace LearningActors.Statistics;

/// <summary>Pearson's test of independence of a contingency table, without continuity correction.</summary>
/// <param name="Statistic">χ² = Σ (observed − expected)² / expected.</param>
/// <param name="DegreesOfFreedom">(rows − 1)·(columns − 1).</param>
/// <param name="PValue">The probability of a χ² as large; 1 where there is no freedom.</param>
/// <param name="Expected">Row sum · column sum / n, in the shape of the table.</param>
/// <param name="N">The number of observations.</param>
public sealed record ChiSquaredTest(double Statistic, int DegreesOfFreedom, double PValue, double[,] Expected, double N)
{
    /// <summary>Tests a table of counts.</summary>
    /// <exception cref="ArgumentException">
    /// A count is negative or no number, or a row or column is all zero: its expected counts would be zero.
    /// </exception>
    public static ChiSquaredTest Of(double[,] observed)
    {
        var (rows, columns) = (observed.GetLength(0), observed.GetLength(1));
        var (rowSums, columnSums) = (new double[rows], new double[columns]);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                if (!(observed[i, j] >= 0) || double.IsInfinity(observed[i, j]))
                    throw new ArgumentException($"Row {i}, column {j} holds {observed[i, j]}; counts are 0 or more.", nameof(observed));
                rowSums[i] += observed[i, j];
                columnSums[j] += observed[i, j];
            }
        }

        if (rows == 0 || columns == 0 || rowSums.Contains(0) || columnSums.Contains(0))
            throw new ArgumentException("A row or column without observations has no expected counts; leave it out.", nameof(observed));
        var n = rowSums.Sum();
        var expected = new double[rows, columns];
        var statistic = 0.0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                expected[i, j] = rowSums[i] * columnSums[j] / n;
                statistic += Math.Pow(observed[i, j] - expected[i, j], 2) / expected[i, j];
            }
        }

        var freedom = (rows - 1) * (columns - 1);
        var p = freedom == 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2);
        return new ChiSquaredTest(statistic, freedom, p, expected, n);
    }
}
