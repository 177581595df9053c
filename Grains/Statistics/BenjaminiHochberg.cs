namespace LearningActors.Statistics;

/// <summary>Control of the false discovery rate over several tests.</summary>
/// <remarks>Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).</remarks>
public static class BenjaminiHochberg
{
    /// <summary>
    /// The adjusted p-values (q-values), in the order of the p-values: <c>q(i) = min over j ≥ i of p(j)·m/j</c>, at most 1.
    /// </summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderByDescending(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var min = 1.0;
        for (var i = 0; i < order.Length; i++)
        {
            var rank = order.Length - i;
            min = Math.Min(min, pValues[order[i]] * order.Length / rank);
            adjusted[order[i]] = min;
        }

        return adjusted;
    }
}
