namespace LearningActors.Recommendations;

/// <summary>Pairs rows with columns, each used once, so that the sum of the pairs' scores is the highest.</summary>
/// <remarks>
/// The Hungarian method with potentials and shortest augmenting paths: J. Munkres, J. SIAM 5 (1957); R. Jonker, A. Volgenant,
/// Computing 38 (1987); over the pairs that may be made, with the paths of E. Dijkstra, Numer. Math. 1 (1959). A row looks no further
/// than to the nearest column that is free, or to a row that is better left alone, so that the cost follows from what competes, not
/// from how much there is.
/// </remarks>
public sealed class OptimalAssignment
{
    private readonly IReadOnlyList<IReadOnlyList<(int Column, double Score)>> _pairs;
    private readonly double[] _rowPotential;
    private readonly double[] _columnPotential;
    private readonly int[] _columnOfRow;
    private readonly int[] _rowOfColumn;

    // Of the present search; what it has not reached holds what an earlier one left.
    private readonly double[] _distance;
    private readonly int[] _previousRow;
    private readonly int[] _reachedBy;
    private readonly int[] _settledBy;
    private readonly List<int> _settled = [];
    private readonly PriorityQueue<int, (double Distance, int Column)> _next = new();

    private OptimalAssignment(IReadOnlyList<IReadOnlyList<(int Column, double Score)>> pairs, int columns)
    {
        _pairs = pairs;
        (_rowPotential, _columnPotential) = (new double[pairs.Count], new double[columns]);
        (_columnOfRow, _rowOfColumn) = (Nowhere(pairs.Count), Nowhere(columns));
        (_distance, _previousRow, _reachedBy, _settledBy) = (new double[columns], new int[columns], Nowhere(columns), Nowhere(columns));
    }

    /// <summary>The column of each row, or −1.</summary>
    /// <param name="pairs">For each row the columns that it may have, each once, with the pair's score, above 0.</param>
    /// <param name="columns">How many columns there are.</param>
    public static int[] Solve(IReadOnlyList<IReadOnlyList<(int Column, double Score)>> pairs, int columns)
    {
        var assignment = new OptimalAssignment(pairs, columns);
        for (var row = 0; row < pairs.Count; row++)
            assignment.Add(row);
        return assignment._columnOfRow;
    }

    /// <summary>The column of each row, or −1. A pair below <paramref name="min"/> is never made.</summary>
    /// <param name="scores">The score of each row and column; not negative.</param>
    /// <param name="min">The least score of a pair, above 0.</param>
    public static int[] Solve(double[,] scores, double min) =>
        Solve(
            [
                .. Enumerable
                    .Range(0, scores.GetLength(0))
                    .Select(row =>
                        Enumerable
                            .Range(0, scores.GetLength(1))
                            .Where(column => scores[row, column] >= min)
                            .Select(column => (column, scores[row, column]))
                            .ToArray()
                    ),
            ],
            scores.GetLength(1)
        );

    /// <summary>Takes a row in: along the cheapest path others make room, or one of them is left alone.</summary>
    private void Add(int start)
    {
        // A cost is a score below 0, and to stay alone costs nothing; reduced costs are not negative.
        foreach (var (column, score) in _pairs[start])
            _rowPotential[start] = Math.Min(_rowPotential[start], -score - _columnPotential[column]);
        _settled.Clear();
        _next.Clear();
        var (row, distance, free) = (start, 0.0, -1);
        var (alone, whenAlone) = (start, double.PositiveInfinity);
        while (true)
        {
            if (distance - _rowPotential[row] < whenAlone)
                (alone, whenAlone) = (row, distance - _rowPotential[row]);
            Reach(start, row, distance);
            var column = Nearest(start);
            if (column < 0 || _distance[column] >= whenAlone)
            {
                distance = whenAlone;
                break;
            }

            distance = _distance[column];
            if (_rowOfColumn[column] < 0)
            {
                free = column;
                break;
            }

            _settledBy[column] = start;
            _settled.Add(column);
            row = _rowOfColumn[column];
        }

        foreach (var column in _settled)
        {
            _columnPotential[column] += _distance[column] - distance;
            _rowPotential[_rowOfColumn[column]] += distance - _distance[column];
        }

        _rowPotential[start] += distance;
        if (free < 0)
            (free, _columnOfRow[alone]) = (_columnOfRow[alone], -1);
        while (free >= 0)
        {
            var taker = _previousRow[free];
            (var left, _columnOfRow[taker], _rowOfColumn[free]) = (_columnOfRow[taker], free, taker);
            free = left;
        }
    }

    private void Reach(int search, int row, double distance)
    {
        foreach (var (column, score) in _pairs[row])
        {
            if (_settledBy[column] == search)
                continue;
            // Rounding must not lead back.
            var through = distance + Math.Max(0, -score - _rowPotential[row] - _columnPotential[column]);
            if (_reachedBy[column] == search && _distance[column] <= through)
                continue;
            (_reachedBy[column], _distance[column], _previousRow[column]) = (search, through, row);
            _next.Enqueue(column, (through, column));
        }
    }

    /// <summary>The nearest column that is not settled; −1 where none is left.</summary>
    private int Nearest(int search)
    {
        while (_next.TryDequeue(out var column, out var at))
        {
            if (_settledBy[column] != search && at.Distance <= _distance[column])
                return column;
        }

        return -1;
    }

    private static int[] Nowhere(int count)
    {
        var places = new int[count];
        Array.Fill(places, -1);
        return places;
    }
}
