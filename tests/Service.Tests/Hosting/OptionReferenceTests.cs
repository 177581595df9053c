using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LearningActors.Configuration;
using LearningActors.Hosting;

namespace LearningActors.Tests.Hosting;

/// <summary>
/// The tables of <c>docs/configuration.md</c> are what the options say of themselves: names, limits, defaults, and the comments on their
/// properties.
/// </summary>
public sealed class OptionReferenceTests
{
    private static readonly string s_path = Repository.Path("docs", "configuration.md");

    [Fact]
    public void TheReferenceIsWhatTheOptionsSay()
    {
        var file = File.ReadAllText(s_path);
        var written = OptionReference.Write(file);
        if (Environment.GetEnvironmentVariable("LEARNING_WRITE_CONFIGURATION") is { Length: > 0 })
            File.WriteAllText(s_path, written);
        else
            Assert.True(
                written == file,
                "docs/configuration.md is not what the options say. Write it with LEARNING_WRITE_CONFIGURATION=1 dotnet test "
                    + $"tests/Service.Tests --filter OptionReference.\n{FirstDifference(file, written)}"
            );
    }

    [Fact]
    public void EveryOptionAndVariableStandsThereOnceAndNothingElse()
    {
        var named = Regex.Matches(File.ReadAllText(s_path), @"^\| `([^`]+)` \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value);
        var known = OptionsReader
            .List(typeof(ServiceOptions))
            .Select(option => OptionsReader.Variable(option.Path))
            .Concat(KnownVariables.All.Select(variable => variable.Name));
        Assert.Equal(known.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static string FirstDifference(string file, string written)
    {
        var (left, right) = (file.Split('\n'), written.Split('\n'));
        var at = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"- {left.ElementAtOrDefault(at)}\n+ {right.ElementAtOrDefault(at)}";
    }
}

/// <summary>
/// Writes the tables of the reference: each stands after a comment that names sections of the options, or classes of variables.
/// </summary>
internal static partial class OptionReference
{
    private static readonly Lazy<Dictionary<string, XElement>> s_comments = new(ReadComments);

    /// <summary>The page with its tables written anew.</summary>
    internal static string Write(string page) =>
        Table().Replace(page, place => $"{place.Groups["mark"].Value}\n\n{Rows(place.Groups["what"].Value)}");

    private static string Rows(string what)
    {
        var rows = new StringBuilder("| variable | expected | default | meaning |\n|---|---|---|---|\n");
        foreach (var part in what.Split("; "))
        {
            var names = part[(part.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(", ");
            foreach (
                var (name, property) in names.SelectMany(name =>
                    part.StartsWith("variables", StringComparison.Ordinal) ? Variables(name) : Options(name)
                )
            )
                rows.Append($"| `{name}` | {OptionText.Expected(property)} | {Default(property)} | {Meaning(property)} |\n");
        }

        return rows.ToString();
    }

    private static IEnumerable<(string, PropertyInfo)> Options(string section)
    {
        (string, PropertyInfo)[] options =
        [
            .. OptionsReader
                .List(typeof(ServiceOptions))
                .Where(option => option.Path.Split(':')[0] == section)
                .Select(option => (OptionsReader.Variable(option.Path), option.Property)),
        ];
        Assert.True(options.Length > 0, $"There are no options of {section}.");
        return options;
    }

    private static IEnumerable<(string, PropertyInfo)> Variables(string type)
    {
        (string, PropertyInfo)[] variables = [.. KnownVariables.All.Where(one => one.Property.DeclaringType!.Name == type)];
        Assert.True(variables.Length > 0, $"There are no variables of {type}.");
        return variables;
    }

    private static string Default(PropertyInfo property)
    {
        if (property.GetCustomAttribute<DefaultInWordsAttribute>() is { } words)
            return words.Text;
        var value = property.PropertyType.IsArray ? null : property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        return OptionText.Write(value) is { Length: > 0 } text ? $"`{text}`" : "–";
    }

    /// <summary>The comment on the property, as a part of a sentence in Markdown.</summary>
    private static string Meaning(PropertyInfo property)
    {
        var key = $"P:{property.DeclaringType!.FullName}.{property.Name}";
        Assert.True(s_comments.Value.TryGetValue(key, out var comment), $"{key} has no comment.");
        var text = Markdown(comment).TrimEnd('.');
        // A name stays as it is written.
        return text.Length > 1 && char.IsUpper(text[0]) && !char.IsUpper(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    /// <summary>The summaries of the properties of the assemblies that have options.</summary>
    private static Dictionary<string, XElement> ReadComments() =>
        new[] { "Silo", "Grains" }
            .SelectMany(project =>
                XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"LearningActors.{project}.xml")).Descendants("member")
            )
            .Where(member =>
                member.Attribute("name")!.Value.StartsWith("P:", StringComparison.Ordinal) && member.Element("summary") is not null
            )
            .ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    private static string Markdown(XElement comment) =>
        Spaces()
            .Replace(
                string.Concat(
                    comment
                        .Nodes()
                        .Select(node =>
                            node switch
                            {
                                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                                XElement { Name.LocalName: "see" } link when link.Attribute("href") is { } to =>
                                    $"[{link.Value}]({to.Value})",
                                XElement { Name.LocalName: "see" } link when link.Attribute("cref") is { } to =>
                                    $"`{to.Value.Split('.')[^1]}`",
                                XText text => text.Value.Replace("<", "&lt;", StringComparison.Ordinal),
                                _ => throw new InvalidOperationException($"{node} is not expected in a comment on an option."),
                            }
                        )
                ),
                " "
            )
            .Trim();

    [GeneratedRegex(@"(?<mark><!-- (?<what>(variables|options): [^>]+) -->)\n\n(\|[^\n]*\n)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Table();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
