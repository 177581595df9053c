namespace LearningActors.FineTuning;

/// <summary>Texts that say nearly the same: of their word triples, most are common to both (Jaccard).</summary>
/// <remarks>
/// All pairs are found, and few are compared: two sets whose Jaccard index is t or more share one of the first
/// <c>n − ⌈t·n⌉ + 1</c> of their triples, when all sets are sorted alike, the rarest first. S. Chaudhuri, V. Ganti, R. Kaushik,
/// "A primitive operator for similarity joins in data cleaning", ICDE 2006 (prefix filtering).
/// </remarks>
internal static class NearTexts
{
    /// <summary>From this index on two texts count as the same.</summary>
    internal const double Threshold = 0.8;

    /// <summary>For each text whether an earlier one, that is not itself a repetition, says nearly the same.</summary>
    internal static bool[] FindRepetitions(IReadOnlyList<string> texts)
    {
        var (ids, frequency) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<int>());
        var sets = texts.Select(text => Triples(text, ids, frequency)).ToArray();
        foreach (var set in sets)
            Array.Sort(set, (a, b) => frequency[a] != frequency[b] ? frequency[a].CompareTo(frequency[b]) : a.CompareTo(b));
        var (repeats, holders) = (new bool[texts.Count], new Dictionary<int, List<int>>());
        for (var i = 0; i < sets.Length; i++)
        {
            var prefix = sets[i][..PrefixOf(sets[i].Length)];
            repeats[i] = prefix
                .SelectMany(triple => holders.GetValueOrDefault(triple) ?? [])
                .Distinct()
                .Any(earlier => Index(sets[earlier], sets[i]) >= Threshold);
            if (repeats[i])
                continue;
            foreach (var triple in prefix)
            {
                if (!holders.TryGetValue(triple, out var having))
                    holders[triple] = having = [];
                having.Add(i);
            }
        }

        return repeats;
    }

    /// <summary>The Jaccard index of the word triples of two texts, 0..1; letter case and punctuation do not matter.</summary>
    internal static double Index(string left, string right)
    {
        var (ids, frequency) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<int>());
        return Index(Triples(left, ids, frequency), Triples(right, ids, frequency));
    }

    private static int PrefixOf(int length) => length - (int)Math.Ceiling((Threshold * length) - 1e-9) + 1;

    private static double Index(int[] left, int[] right)
    {
        var common = left.Intersect(right).Count();
        return (double)common / (left.Length + right.Length - common);
    }

    /// <summary>The numbers of the different triples of a text; a text of fewer than three words is one of its own.</summary>
    private static int[] Triples(string text, Dictionary<string, int> ids, List<int> frequency)
    {
        var words = Words(text);
        IEnumerable<string> triples =
            words.Count < 3
                ? [string.Join(' ', words)]
                : Enumerable.Range(0, words.Count - 2).Select(i => $"{words[i]} {words[i + 1]} {words[i + 2]}");
        var set = new HashSet<int>();
        foreach (var triple in triples)
        {
            if (!ids.TryGetValue(triple, out var id))
            {
                ids[triple] = id = frequency.Count;
                frequency.Add(0);
            }

            if (set.Add(id))
                frequency[id]++;
        }

        return [.. set];
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                if (start < 0)
                    start = i;
            }
            else if (start >= 0)
            {
                words.Add(text[start..i].ToUpperInvariant());
                start = -1;
            }
        }

        return words;
    }
}
