namespace LearningActors.Statistics;

/// <summary>How strongly the rows and columns of a contingency table depend on each other, 0..1.</summary>
public static class CramersV
{
    /// <summary><c>V = √(χ² / n / min(r − 1, c − 1))</c>; 0 for a table of one row or column.</summary>
    /// <remarks>H. Cramér, "Mathematical Methods of Statistics", 1946, section 21.9.</remarks>
    public static double Of(ChiSquaredTest test)
    {
        var min = Math.Min(test.Expected.GetLength(0), test.Expected.GetLength(1)) - 1;
        return min == 0 ? 0 : Math.Sqrt(test.Statistic / test.N / min);
    }

    /// <summary>
    /// Corrected for the bias of small samples: <c>φ² = max(0, χ²/n − (r−1)(c−1)/(n−1))</c>, <c>r' = r − (r−1)²/(n−1)</c>,
    /// likewise c', <c>V = √(φ² / min(r' − 1, c' − 1))</c>.
    /// </summary>
    /// <remarks>W. Bergsma, "A bias-correction for Cramér's V and Tschuprow's T", J. Korean Stat. Soc. 42 (2013).</remarks>
    public static double BiasCorrected(ChiSquaredTest test)
    {
        var (rows, columns, n) = (test.Expected.GetLength(0), test.Expected.GetLength(1), test.N);
        if (n <= 1)
            return 0;
        var square = Math.Max(0, (test.Statistic / n) - (test.DegreesOfFreedom / (n - 1)));
        var min = Math.Min(Corrected(rows), Corrected(columns)) - 1;
        return min <= 0 ? 0 : Math.Min(1, Math.Sqrt(square / min));

        double Corrected(int count) => count - (Math.Pow(count - 1, 2) / (n - 1));
    }
}
