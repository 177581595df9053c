using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Orleans.Concurrency;

namespace LearningActors.Operations;

/// <summary>A grain class of the service.</summary>
/// <param name="Kind">The grain type, as the runtime names it: the class in lower case without its suffix <c>Grain</c>.</param>
/// <param name="Name">The full name of the class.</param>
/// <param name="StatelessWorker">It has as many activations as there is work for.</param>
/// <param name="States">The names of its states in storage.</param>
public sealed record GrainClass(string Kind, string Name, bool StatelessWorker, ImmutableArray<string> States)
{
    private const string Suffix = "grain";

    /// <summary>All of them by kind.</summary>
    public static FrozenDictionary<string, GrainClass> All { get; } =
        typeof(GrainClass)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Grain)) && !type.IsAbstract)
            .Select(Of)
            .ToFrozenDictionary(one => one.Kind);

    /// <summary>The description of a class.</summary>
    public static GrainClass Of(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return new GrainClass(
            name.EndsWith(Suffix, StringComparison.Ordinal) && name.Length > Suffix.Length ? name[..^Suffix.Length] : name,
            type.FullName!,
            type.IsDefined(typeof(StatelessWorkerAttribute)),
            [
                .. type.GetConstructors()
                    .SelectMany(constructor => constructor.GetParameters())
                    .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
                    .OfType<string>()
                    .Distinct(),
            ]
        );
    }
}
