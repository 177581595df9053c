using System.Reflection;

namespace LearningActors.Configuration;

/// <summary>The environment variable that a property is read from.</summary>
/// <param name="name">Such as <c>LEARNING_URL</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VariableAttribute(string name) : Attribute
{
    /// <summary>Such as <c>LEARNING_URL</c>.</summary>
    public string Name { get; } = name;
}

/// <summary>The default of an option, where it is not simply a value.</summary>
/// <param name="text">In words, Markdown.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultInWordsAttribute(string text) : Attribute
{
    /// <summary>In words, Markdown.</summary>
    public string Text { get; } = text;
}

/// <summary>Environment variables, read into classes whose properties name them.</summary>
internal static class Variables
{
    /// <summary>Sets the properties whose variables are given.</summary>
    /// <param name="target">An instance with the defaults.</param>
    /// <param name="environment">The variables.</param>
    /// <exception cref="OperatorException">A value can't be used.</exception>
    internal static T Read<T>(T target, Func<string, string?> environment)
        where T : class
    {
        foreach (var (name, property) in List(typeof(T)))
        {
            if (environment(name) is { Length: > 0 } text)
                property.SetValue(target, OptionText.TryRead(property, text, out var value) ? value : throw Wrong(name, text, property));
        }

        return target;
    }

    /// <summary>The variables that a class is read from, with the property of each.</summary>
    internal static IEnumerable<(string Name, PropertyInfo Property)> List(Type type) =>
        from property in type.GetProperties()
        let variable = property.GetCustomAttribute<VariableAttribute>()
        where variable is not null
        select (variable.Name, property);

    /// <summary>A secret is not repeated.</summary>
    private static OperatorException Wrong(string name, string text, PropertyInfo property) =>
        new(
            property.IsDefined(typeof(SecretAttribute))
                ? $"{name} has {text.Length} characters; expected {OptionText.Expected(property)}."
                : $"{name} is '{text}'; expected {OptionText.Expected(property)}."
        );
}
