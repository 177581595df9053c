using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using LearningActors.Http;
using Microsoft.Extensions.Configuration.Json;

namespace LearningActors.Configuration;

/// <summary>
/// Reads options from the configuration into classes. A value that can't be used, or a name that is no option, ends in one
/// line that names it as the operator wrote it.
/// </summary>
/// <remarks>
/// An option is a property with a public setter; a nested class is a section; a dictionary has a section for each name; an array
/// counts from 0. The attributes of System.ComponentModel.DataAnnotations limit values, and <see cref="IValidatableObject"/>
/// what goes together: its members are named relative to the class.
/// </remarks>
internal sealed class OptionsReader(IConfiguration configuration)
{
    /// <summary>Reads a section.</summary>
    /// <param name="options">An instance with the defaults.</param>
    /// <param name="path">The section; empty for the whole configuration, in which other names than ours are allowed.</param>
    /// <exception cref="OperatorException">Something is wrong.</exception>
    internal T Read<T>(T options, string path = "")
        where T : class
    {
        ReadInto(options, path);
        return options;
    }

    /// <summary>The options of a class, as paths of the configuration such as <c>Models:&lt;name&gt;:Timeout</c>.</summary>
    internal static IEnumerable<(string Path, PropertyInfo Property)> List(Type options, string path = "")
    {
        foreach (var property in Properties(options))
        {
            var place = Join(path, property.Name);
            if (DictionaryOf(property.PropertyType) is { } named)
            {
                foreach (var option in List(named, Join(place, "<name>")))
                    yield return option;
            }
            else if (IsSection(property.PropertyType))
            {
                foreach (var option in List(property.PropertyType, place))
                    yield return option;
            }
            else
            {
                yield return (property.PropertyType.IsArray ? Join(place, "0") : place, property);
            }
        }
    }

    /// <summary>How an operator writes the path: as a variable, or as it stands in a file.</summary>
    internal string Name(string path) =>
        configuration is IConfigurationRoot root
        && root.Providers.LastOrDefault(provider => provider.TryGet(path, out _)) is JsonConfigurationProvider file
            ? $"{path} (in {file.Source.Path})"
            : Variable(path);

    /// <summary>The environment variable of a path.</summary>
    internal static string Variable(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    private void ReadInto(object options, string path)
    {
        var properties = Properties(options.GetType()).ToArray();
        foreach (var child in path.Length == 0 ? configuration.GetChildren() : configuration.GetSection(path).GetChildren())
        {
            var place = Join(path, child.Key);
            if (Array.Find(properties, one => one.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } property)
                ReadProperty(options, property, child, Join(path, property.Name));
            else if (path.Length > 0)
                throw Unknown(place, path, properties);
            else if (
                child.GetChildren().Any() && properties.FirstOrDefault(one => Spelling.Distance(one.Name, child.Key) == 1) is { } meant
            )
                throw new OperatorException($"{Name(place)} is not a section of the configuration. Did you mean {meant.Name}?");
        }

        if (options is IValidatableObject validatable)
            Validate(validatable, path);
    }

    private void ReadProperty(object options, PropertyInfo property, IConfigurationSection given, string place)
    {
        if (DictionaryOf(property.PropertyType) is { } named)
        {
            var entries = (IDictionary)property.GetValue(options)!;
            foreach (var entry in given.GetChildren())
            {
                var value = Activator.CreateInstance(named)!;
                ReadInto(value, Join(place, entry.Key));
                entries[entry.Key] = value;
            }
        }
        else if (property.PropertyType.IsArray)
        {
            property.SetValue(options, given.GetChildren().Select(item => item.Value ?? "").Where(text => text.Length > 0).ToArray());
            foreach (var item in given.GetChildren())
                RefuseUnlessValid(property, item.Value ?? "", Join(place, item.Key));
        }
        else if (IsSection(property.PropertyType))
        {
            ReadInto(property.GetValue(options)!, place);
        }
        else if (given.GetChildren().FirstOrDefault() is { } deeper)
        {
            throw Unknown(Join(place, deeper.Key), place);
        }
        else if (given.Value is { } text && (text.Length > 0 || property.PropertyType == typeof(string)))
        {
            property.SetValue(
                options,
                OptionText.TryRead(property, text, out var value) ? value : throw Wrong(place, text, OptionText.Expected(property))
            );
        }
    }

    private void RefuseUnlessValid(PropertyInfo property, string text, string place)
    {
        if (property.GetCustomAttributes<ValidationAttribute>().Any(attribute => !attribute.IsValid(text)))
            throw Wrong(place, text, OptionText.Expected(property));
    }

    private void Validate(IValidatableObject options, string path)
    {
        if (options.Validate(new ValidationContext(options)).FirstOrDefault() is not { } wrong)
            return;
        var place = Join(path, wrong.MemberNames.Single());
        throw Wrong(place, configuration[place] ?? "", wrong.ErrorMessage!);
    }

    private OperatorException Wrong(string place, string value, string expected) =>
        new(value.Length == 0 ? $"{Name(place)} is not set; expected {expected}." : $"{Name(place)} is '{value}'; expected {expected}.");

    private OperatorException Unknown(string place, string path, IEnumerable<PropertyInfo> properties) =>
        Unknown(place, Join(path, Spelling.Nearest(place[(path.Length + 1)..], properties.Select(one => one.Name))));

    private OperatorException Unknown(string place, string meant) =>
        new($"{Name(place)} is not an option. Did you mean {Variable(meant)}?");

    private static IEnumerable<PropertyInfo> Properties(Type options) =>
        options.GetProperties().Where(property => property.SetMethod is { IsPublic: true } || IsSection(property.PropertyType));

    private static Type? DictionaryOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) ? type.GetGenericArguments()[1] : null;

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string) && type != typeof(Uri) && !type.IsArray;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";
}
