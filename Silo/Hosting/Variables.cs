using System.Reflection;
using LearningActors.Alerts;
using LearningActors.Explanations;

namespace LearningActors.Hosting;

/// <summary>The environment variable that a property is read from.</summary>
/// <param name="name">Such as <c>LEARNING_URL</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VariableAttribute(string name) : Attribute
{
    /// <summary>Such as <c>LEARNING_URL</c>.</summary>
    public string Name { get; } = name;
}

/// <summary>Environment variables, read into classes whose properties name them.</summary>
internal static class Variables
{
    /// <summary>What begins so is ours.</summary>
    private const string Prefix = "LEARNING_";

    /// <summary>The variables that are read, with the property of each.</summary>
    internal static IReadOnlyList<(string Name, PropertyInfo Property)> All { get; } =
    [
        .. new[] { typeof(ServiceSettings), typeof(ServiceKeys), typeof(ModelVariables), typeof(TelemetryVariables) }.SelectMany(List),
        (new SmtpOptions().PasswordVariable, typeof(SmtpOptions).GetProperty(nameof(SmtpOptions.PasswordVariable))!),
    ];

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

    /// <summary>Refuses a variable that looks like one of ours and is none.</summary>
    /// <param name="environment">All variables. One that another names, such as the place of a password, is known by that.</param>
    /// <exception cref="OperatorException">There is one.</exception>
    internal static void RefuseUnknown(IReadOnlyDictionary<string, string> environment)
    {
        var known = All.Select(variable => variable.Name).Where(IsOurs).ToHashSet(StringComparer.Ordinal);
        var ours = environment.Keys.Where(IsOurs).Order(StringComparer.Ordinal);
        if (ours.FirstOrDefault(name => !known.Contains(name) && !environment.Values.Contains(name)) is { } unknown)
            throw new OperatorException($"{unknown} is not a variable of this service. Did you mean {Spelling.Nearest(unknown, known)}?");
    }

    private static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static IEnumerable<(string Name, PropertyInfo Property)> List(Type type) =>
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
