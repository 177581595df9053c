using MathNet.Numerics.Distributions;

namespace LearningActors.Statistics;

/// <summary>How a group-sequential test spends its error over the information.</summary>
public enum ErrorSpending
{
    /// <summary>Little at first, as O'Brien and Fleming's boundaries do: <c>2 − 2Φ(z(α/2) / √t)</c>.</summary>
    OBrienFleming,

    /// <summary>Evenly, as Pocock's boundaries do: <c>α·ln(1 + (e − 1)t)</c>. It does not mind where the end was misjudged.</summary>
    Pocock,
}

/// <summary>Boundaries of a group-sequential test, by how it spends its error.</summary>
/// <remarks>
/// K. Lan, D. DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70 (1983). The crossing
/// probabilities follow by recursive integration: P. Armitage, C. McPherson, B. Rowe, JRSS A 132 (1969).
/// </remarks>
public static class SequentialBoundaries
{
    private const double GridWidth = 8;

    /// <summary>Grid points within one standard deviation of an increment: Simpson's rule is then exact to six places.</summary>
    private const double PointsPerStep = 5;
    private const int MinPoints = 161;
    private const int MaxPoints = 2001;

    /// <summary>The one-sided error spent up to an information fraction.</summary>
    /// <param name="level">The one-sided level.</param>
    /// <param name="fraction">Information over the planned information; beyond 1 everything is spent.</param>
    /// <param name="spending">How the error is spent over the looks.</param>
    public static double Spent(double level, double fraction, ErrorSpending spending = ErrorSpending.OBrienFleming) =>
        (fraction, spending) switch
        {
            (<= 0, _) => 0,
            (>= 1, _) => level,
            (_, ErrorSpending.Pocock) => level * Math.Log(1 + ((Math.E - 1) * fraction)),
            _ => 2 * Normal.CDF(0, 1, -Normal.InvCDF(0, 1, 1 - (level / 2)) / Math.Sqrt(fraction)),
        };

    /// <summary>Whether z has crossed the boundary of the last look, at a one-sided level.</summary>
    /// <param name="level">The one-sided level.</param>
    /// <param name="fractions">The information fractions of the looks, rising, above 0; the last one is now.</param>
    /// <param name="z">The standardised difference now.</param>
    /// <param name="spending">How the error is spent.</param>
    public static bool Crosses(
        double level,
        IReadOnlyList<double> fractions,
        double z,
        ErrorSpending spending = ErrorSpending.OBrienFleming
    )
    {
        // The boundary lies between the quantile of all that is spent by now and that of what is spent now: mostly that is
        // enough to know, and the integral is not needed.
        var (spent, before) = (Spent(level, fractions[^1], spending), fractions.Count > 1 ? Spent(level, fractions[^2], spending) : 0);
        if (spent <= before || z <= Normal.InvCDF(0, 1, 1 - spent))
            return false;
        return z >= Normal.InvCDF(0, 1, 1 - (spent - before)) || z >= Upper(level, fractions, spending)[^1];
    }

    /// <summary>The upper z-boundary of each look, at a one-sided level.</summary>
    /// <param name="level">The one-sided level, such as 0.025.</param>
    /// <param name="fractions">The information fractions of the looks, rising, above 0.</param>
    /// <param name="spending">How the error is spent.</param>
    /// <exception cref="ArgumentException">The fractions do not rise.</exception>
    public static double[] Upper(double level, IReadOnlyList<double> fractions, ErrorSpending spending = ErrorSpending.OBrienFleming)
    {
        var boundaries = new double[fractions.Count];
        var (grid, density) = (Array.Empty<double>(), Array.Empty<double>());
        var spent = 0.0;
        for (var look = 0; look < fractions.Count; look++)
        {
            var before = look == 0 ? 0 : fractions[look - 1];
            if (!(fractions[look] > before))
                throw new ArgumentException(
                    $"Information fractions rise from look to look; look {look + 1} has {fractions[look]} after {before}.",
                    nameof(fractions)
                );
            var total = Spent(level, fractions[look], spending);
            var toSpend = Math.Max(total - spent, 0);
            spent = Math.Max(spent, total);
            var (root, step) = (Math.Sqrt(fractions[look]), Math.Sqrt(fractions[look] - before));
            var boundary = Boundary(toSpend, root, step, grid, density);
            boundaries[look] = boundary;
            if (look + 1 < fractions.Count)
                (grid, density) = Continue(
                    boundary,
                    root,
                    step,
                    Math.Sqrt(Math.Max(fractions[look + 1] - fractions[look], 1e-9)),
                    grid,
                    density
                );
        }

        return boundaries;
    }

    /// <summary>The z at which the score process crosses now with the probability that is to be spent.</summary>
    private static double Boundary(double toSpend, double root, double step, double[] grid, double[] density)
    {
        if (toSpend <= 0)
            return double.PositiveInfinity;
        if (grid.Length == 0)
            return Normal.InvCDF(0, 1, 1 - toSpend);
        var (low, high) = (-GridWidth, GridWidth + 2);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            if (Crossing(middle * root, step, grid, density) > toSpend)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>The probability that the process, going on from the grid, lies above <paramref name="score"/>.</summary>
    private static double Crossing(double score, double step, double[] grid, double[] density)
    {
        var width = grid[1] - grid[0];
        var total = 0.0;
        for (var i = 0; i < grid.Length; i++)
            total += Weight(i, grid.Length) * density[i] * Normal.CDF(0, 1, (grid[i] - score) / step);
        return total * width / 3;
    }

    /// <summary>The density of the score where the test goes on, on a grid up to the boundary.</summary>
    private static (double[] Grid, double[] Density) Continue(
        double boundary,
        double root,
        double step,
        double nextStep,
        double[] grid,
        double[] density
    )
    {
        var upper = Math.Min(boundary, GridWidth) * root;
        var lower = -GridWidth * root;
        // The density here is as smooth as the last increment made it, and it is folded with the next one.
        var finest = Math.Min(step, nextStep) / PointsPerStep;
        var points = ((int)Math.Clamp((upper - lower) / finest, MinPoints, MaxPoints) / 2 * 2) + 1;
        var width = (upper - lower) / (points - 1);
        var (next, nextDensity) = (new double[points], new double[points]);
        for (var i = 0; i < points; i++)
        {
            next[i] = lower + (i * width);
            nextDensity[i] = grid.Length == 0 ? Normal.PDF(0, root, next[i]) : From(next[i]);
        }

        return (next, nextDensity);

        double From(double score)
        {
            var total = 0.0;
            for (var i = 0; i < grid.Length; i++)
                total += Weight(i, grid.Length) * density[i] * Normal.PDF(0, step, score - grid[i]);
            return total * (grid[1] - grid[0]) / 3;
        }
    }

    /// <summary>Simpson's weights, without the common factor width / 3.</summary>
    private static double Weight(int i, int count) =>
        i == 0 || i == count - 1 ? 1
        : i % 2 == 1 ? 4
        : 2;
}
