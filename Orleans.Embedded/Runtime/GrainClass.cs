using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A grain class: its type name in ids, how it interleaves, and how an instance is made.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInvoker _constructor;
    private readonly ParameterInfo[] _parameters;

    internal GrainClass(Type type)
    {
        Type = type;
        GrainType = TypeName(type);
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxLocalWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers;
        AnyReadOnly = type.GetInterfaces().SelectMany(one => one.GetMethods()).Any(method => method.IsDefined(typeof(ReadOnlyAttribute)));
        var constructor = type.GetConstructors().Single();
        _parameters = constructor.GetParameters();
        _constructor = ConstructorInvoker.Create(constructor);
    }

    internal Type Type { get; }

    /// <summary>The class name in lower case without its suffix <c>Grain</c>, as Orleans names grain types.</summary>
    internal string GrainType { get; }

    internal bool IsReentrant { get; }

    /// <summary>Some methods may run beside each other, so a request that may not run must not hold up those behind it.</summary>
    internal bool AnyReadOnly { get; }

    /// <summary>The most activations of one id, for a stateless worker; otherwise null.</summary>
    internal int? MaxLocalWorkers { get; }

    internal (Grain Grain, IReadOnlyList<IStateFacet> States) Create(Activation activation)
    {
        var arguments = new object?[_parameters.Length];
        List<IStateFacet>? states = null;
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].GetCustomAttribute<PersistentStateAttribute>() is { } facet)
            {
                var state = CreateState(_parameters[i].ParameterType, facet, activation);
                (states ??= []).Add(state);
                arguments[i] = state;
            }
            else
            {
                arguments[i] = activation.ActivationServices.GetRequiredService(_parameters[i].ParameterType);
            }
        }

        return ((Grain)_constructor.Invoke(arguments.AsSpan()), (IReadOnlyList<IStateFacet>?)states ?? []);
    }

    private static IStateFacet CreateState(Type parameter, PersistentStateAttribute facet, Activation activation)
    {
        var storage = facet.StorageName is null
            ? activation.ActivationServices.GetRequiredService<IGrainStorage>()
            : activation.ActivationServices.GetRequiredKeyedService<IGrainStorage>(facet.StorageName);
        return (IStateFacet)
            Activator.CreateInstance(
                typeof(PersistentState<>).MakeGenericType(parameter.GetGenericArguments()),
                facet.StateName,
                activation.GrainId,
                storage
            )!;
    }

    private static string TypeName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }
}
