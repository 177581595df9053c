using System.Reflection;
using LearningActors.Alerts;
using LearningActors.Configuration;
using LearningActors.Http;
using LearningActors.Models;

namespace LearningActors.Hosting;

/// <summary>The environment variables of this service.</summary>
internal static class KnownVariables
{
    /// <summary>What begins so is ours.</summary>
    private const string Prefix = "LEARNING_";

    /// <summary>The variables that are read, with the property of each.</summary>
    internal static IReadOnlyList<(string Name, PropertyInfo Property)> All { get; } =
    [
        .. new[]
        {
            typeof(ServiceSettings),
            typeof(ServiceKeys),
            typeof(ModelVariables),
            typeof(MailVariables),
            typeof(TelemetryVariables),
        }.SelectMany(Variables.List),
    ];

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
}
