namespace LearningActors.Recommendations;

/// <summary>Pairs rows with columns, each used once, so that the sum of the pairs' scores is the highest.</summary>
/// <remarks>
/// The Hungarian method with potentials and shortest augmenting paths: J. Munkres, J. SIAM 5 (1957); R. Jonker, A. Volgenant,
/// Computing 38 (1987). O(n²m) for n rows and m columns, n the smaller.
/// </remarks>
public static class OptimalAssignment
{
    /// <summary>The column of each row, or −1. A pair below <paramref name="min"/> is never made.</summary>
    /// <param name="scores">The score of each row and column; not negative.</param>
    /// <param name="min">The least score of a pair, above 0.</param>
    public static int[] Solve(double[,] scores, double min)
    {
        var (rows, columns) = (scores.GetLength(0), scores.GetLength(1));
        if (rows > columns)
        {
            var columnOfRow = Enumerable.Repeat(-1, rows).ToArray();
            var rowOfColumn = Solve(Transpose(scores), min);
            for (var column = 0; column < columns; column++)
            {
                if (rowOfColumn[column] >= 0)
                    columnOfRow[rowOfColumn[column]] = column;
            }

            return columnOfRow;
        }

        // A pair that may not be made is worth nothing, as staying alone is; it is taken out afterwards.
        var assigned = Minimise(rows, columns, (row, column) => scores[row, column] >= min ? -scores[row, column] : 0);
        for (var row = 0; row < rows; row++)
        {
            if (assigned[row] >= 0 && scores[row, assigned[row]] < min)
                assigned[row] = -1;
        }

        return assigned;
    }

    /// <summary>The column of each row at the least sum of costs; rows are at most as many as columns.</summary>
    private static int[] Minimise(int rows, int columns, Func<int, int, double> cost)
    {
        // Index 0 stands for "none"; rows and columns count from 1.
        var (rowPotential, columnPotential) = (new double[rows + 1], new double[columns + 1]);
        var (rowOfColumn, previous) = (new int[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++)
        {
            rowOfColumn[0] = row;
            var (column, shortest, done) = (0, Enumerable.Repeat(double.PositiveInfinity, columns + 1).ToArray(), new bool[columns + 1]);
            do
            {
                done[column] = true;
                var (from, delta, next) = (rowOfColumn[column], double.PositiveInfinity, 0);
                for (var other = 1; other <= columns; other++)
                {
                    if (done[other])
                        continue;
                    var reduced = cost(from - 1, other - 1) - rowPotential[from] - columnPotential[other];
                    if (reduced < shortest[other])
                        (shortest[other], previous[other]) = (reduced, column);
                    if (shortest[other] < delta)
                        (delta, next) = (shortest[other], other);
                }

                for (var other = 0; other <= columns; other++)
                {
                    if (done[other])
                        (rowPotential[rowOfColumn[other]], columnPotential[other]) = (
                            rowPotential[rowOfColumn[other]] + delta,
                            columnPotential[other] - delta
                        );
                    else
                        shortest[other] -= delta;
                }

                column = next;
            } while (rowOfColumn[column] != 0);

            for (; column != 0; column = previous[column])
                rowOfColumn[column] = rowOfColumn[previous[column]];
        }

        var result = Enumerable.Repeat(-1, rows).ToArray();
        for (var column = 1; column <= columns; column++)
        {
            if (rowOfColumn[column] > 0)
                result[rowOfColumn[column] - 1] = column - 1;
        }

        return result;
    }

    private static double[,] Transpose(double[,] scores)
    {
        var turned = new double[scores.GetLength(1), scores.GetLength(0)];
        for (var row = 0; row < scores.GetLength(0); row++)
        {
            for (var column = 0; column < scores.GetLength(1); column++)
                turned[column, row] = scores[row, column];
        }

        return turned;
    }
}
