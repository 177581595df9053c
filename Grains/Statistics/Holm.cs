namespace LearningActors.Statistics;

/// <summary>Control of the probability of any false finding over several tests.</summary>
/// <remarks>S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 6 (1979).</remarks>
public static class Holm
{
    /// <summary>The adjusted p-values, in the order of the p-values: <c>max over j ≤ i of (m − j + 1)·p(j)</c>, at most 1.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var max = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            max = Math.Max(max, Math.Min(1, pValues[order[i]] * (order.Length - i)));
            adjusted[order[i]] = max;
        }

        return adjusted;
    }
}
