namespace LearningActors.Http;

/// <summary>Which known name somebody meant who mistyped it.</summary>
public static class Spelling
{
    /// <summary>Longer than any name, so that comparing costs little.</summary>
    private const int MaxLength = 60;

    /// <summary>The known name with the least distance.</summary>
    public static string Nearest(string written, IEnumerable<string> known) => known.MinBy(name => Distance(name, written))!;

    /// <summary>Says what was meant, where a known name is near; otherwise which names there are.</summary>
    internal static string Hint(string written, IReadOnlyCollection<string> known)
    {
        if (known.Count == 0)
            return "None is taken here.";
        return Near(written, known) is { Length: > 0 } near ? near[1..] : $"Expected one of: {string.Join(", ", known)}.";
    }

    /// <summary>Asks whether a known word was meant, after a space; empty where none is near.</summary>
    internal static string Near(string written, IEnumerable<string> known)
    {
        var nearest = written.Length <= MaxLength ? Nearest(written, known) : "";
        return nearest.Length > 0 && Distance(nearest, written) <= Math.Max(2, nearest.Length / 3) ? $" Did you mean \"{nearest}\"?" : "";
    }

    /// <summary>The Levenshtein distance: letters to insert, remove or replace; upper and lower case are the same.</summary>
    public static int Distance(string one, string other)
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
