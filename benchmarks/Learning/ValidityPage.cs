using System.Text;

namespace LearningActors.Benchmarks.Learning;

/// <summary>The page on validity: what was simulated, how, and how often the service was right.</summary>
internal static class ValidityPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Its figures, in their order.</param>
    /// <param name="runs">Simulations for each figure.</param>
    internal static void Write(string path, IReadOnlyCollection<ValidityRow> rows, int runs)
    {
        var page = new StringBuilder(
            $"""
            # How often it is right

            `./bench learning` writes this page. It simulates worlds whose truth is known and lets the code that decides in the service
            decide in them, each time to the end, not to some day: {runs} times for each figure of experiments, 200 times for the
            journal, 2000 times for patterns. After a figure stands its 95 % interval (Wilson), and the mean number of days that it
            took. Seeds are fixed: the same code gives the same page.

            `group_sequential` is the default rule, `anytime` the one by confidence sequences, `chi_square` the rule of the feature's
            first description: it counts votes, and stands here for comparison. Where nothing else is said there are four arms at a
            true 0.70, 100 votes a day, three of ten explanations are voted on, and the plan is the default one: a difference of 0.10
            to be found with a power of 95 %.

            What the rules assume: explanations are assigned at random; a vote tells whether its reader is pleased; sessions are
            people. What they do not assume: that votes for one explanation are independent, that they come at once, that everybody
            votes equally often, that rates stay the same over the days.


            """.ReplaceLineEndings("\n")
        );
        foreach (var section in rows.GroupBy(row => row.Section))
            page.Append(Text(section.Key, [.. section]));
        Write(path, page.ToString());
    }

    /// <summary>Writes some sections anew; the others stay as they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">All figures of these sections, in their order. A new section comes behind the one before it.</param>
    internal static void Replace(string path, IReadOnlyCollection<ValidityRow> rows)
    {
        List<string> sections = [.. File.ReadAllText(path).Split("\n## ")];
        var before = sections.Count - 1;
        foreach (var section in rows.GroupBy(row => row.Section))
        {
            var text = Text(section.Key, [.. section])["## ".Length..].TrimEnd('\n') + "\n";
            var at = sections.FindIndex(one => one.StartsWith($"{section.Key}\n", StringComparison.Ordinal));
            if (at < 0)
                sections.Insert(at = before + 1, text);
            else
                sections[at] = text;
            before = at;
        }

        Write(path, string.Join("\n## ", sections));
    }

    private static string Text(string name, ValidityRow[] section)
    {
        var page = new StringBuilder();
        string[] methods = [.. section.SelectMany(row => row.Figures.Select(figure => figure.Method)).Distinct()];
        page.Append(
            $"## {name}\n\n| case | wanted | {string.Join(" | ", methods)} |\n|---|---|{string.Concat(methods.Select(_ => "---|"))}\n"
        );
        foreach (var row in section)
        {
            var figures = row.Figures.ToDictionary(figure => figure.Method, figure => figure.Figure);
            page.Append(
                $"| {row.Case} | {row.Wanted} | {string.Join(" | ", methods.Select(method => figures.GetValueOrDefault(method, "")))} |\n"
            );
        }

        page.Append('\n');
        return page.ToString();
    }

    private static void Write(string path, string page) => File.WriteAllText(path, page.TrimEnd('\n') + "\n");
}
