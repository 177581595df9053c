namespace LearningActors.Configuration;

/// <summary>Which known name somebody meant who mistyped it.</summary>
internal static class Spelling
{
    /// <summary>The known name with the least distance.</summary>
    internal static string Nearest(string written, IEnumerable<string> known) => known.MinBy(name => Distance(name, written))!;

    /// <summary>The Levenshtein distance: letters to insert, remove or replace; upper and lower case are the same.</summary>
    internal static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, letter) = (row[0], char.ToUpperInvariant(one[i - 1]));
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (letter == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, replaced));
            }
        }

        return row[^1];
    }
}
