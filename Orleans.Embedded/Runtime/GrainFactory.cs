using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Makes references to grains and remembers which class answers for which interface.</summary>
internal sealed class GrainFactory(
    GrainClasses classes,
    ActivationCatalog catalog,
    IOptions<SiloMessagingOptions> options,
    ManagementGrain management
) : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type Interface, string Key), object> _references = new();
    private readonly ConcurrentDictionary<MethodInfo, GrainMethod> _methods = new();

    /// <summary>References are kept up to this number, so that a hot grain's costs nothing.</summary>
    private const int RememberedReferences = 100_000;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        if (_references.TryGetValue((typeof(TGrainInterface), primaryKey), out var known))
            return (TGrainInterface)known;
        var reference = Create<TGrainInterface>(primaryKey);
        if (_references.Count < RememberedReferences)
            _references.TryAdd((typeof(TGrainInterface), primaryKey), reference!);
        return reference;
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        management is TGrainInterface grain
            ? grain
            : throw new NotSupportedException($"{typeof(TGrainInterface)}: only {nameof(IManagementGrain)} has an integer key here.");

    private TGrainInterface Create<TGrainInterface>(string key)
    {
        var grainClass = classes.For(typeof(TGrainInterface));
        var proxy = DispatchProxy.Create<TGrainInterface, GrainReference>();
        ((GrainReference)(object)proxy!).Initialize(this, catalog, grainClass, new GrainId(grainClass.GrainType, key));
        return proxy;
    }

    internal GrainMethod Method(MethodInfo method) =>
        _methods.TryGetValue(method, out var known)
            ? known
            : _methods.GetOrAdd(method, static (one, timeout) => new GrainMethod(one, timeout), options.Value.ResponseTimeout);
}

/// <summary>Stands for a grain at its callers: every call becomes a request to the grain's activation.</summary>
public class GrainReference : DispatchProxy
{
    private GrainFactory _factory = null!;
    private ActivationCatalog _catalog = null!;
    private GrainClass _class = null!;

    internal GrainId GrainId { get; private set; }

    internal void Initialize(GrainFactory factory, ActivationCatalog catalog, GrainClass grainClass, GrainId id) =>
        (_factory, _catalog, _class, GrainId) = (factory, catalog, grainClass, id);

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = _factory.Method(targetMethod!);
        var arguments = args!;
        var reply = method.IsOneWay ? null : method.CreateReply();
        CallCancellation? cancellation = null;
        if (method.CancellationTokenAt >= 0 && arguments[method.CancellationTokenAt] is CancellationToken { CanBeCanceled: true } token)
        {
            if (token.IsCancellationRequested)
            {
                reply?.Cancel(token);
                return reply?.Task ?? Task.FromCanceled(token);
            }

            cancellation = new CallCancellation(reply, token);
            arguments[method.CancellationTokenAt] = cancellation.Token;
        }

        Func<object, Task> body = grain => method.Invoke(grain, arguments);
        return CallTracing.IsOn ? CallTracing.Call(targetMethod!, body, Send) : Send(body);

        Task Send(Func<object, Task> turn)
        {
            _catalog.Send(
                GrainId,
                _class,
                new Invocation(turn, reply, method.IsReadOnly, method.IsAlwaysInterleave, cancellation: cancellation)
            );
            return reply is null ? Task.CompletedTask : reply.WaitAsync(method.ResponseTimeout, method.Name);
        }
    }
}

/// <summary>The grain classes of the application, found in its assemblies.</summary>
internal sealed class GrainClasses
{
    private readonly ConcurrentDictionary<Type, GrainClass> _byInterface = new();
    private readonly GrainClass[] _all;

    internal GrainClasses(IEnumerable<Assembly> assemblies)
    {
        _all =
        [
            .. assemblies
                .Distinct()
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => type.IsSubclassOf(typeof(Grain)) && !type.IsAbstract)
                .Select(type => new GrainClass(type)),
        ];
    }

    internal GrainClass For(Type grainInterface) =>
        _byInterface.GetOrAdd(
            grainInterface,
            static (wanted, all) =>
                all.Where(one => wanted.IsAssignableFrom(one.Type)).ToArray() switch
                {
                    [var only] => only,
                    [] => throw new ArgumentException($"No grain class implements {wanted}."),
                    var several => throw new ArgumentException(
                        $"{wanted} is implemented by several grain classes: {string.Join(", ", several.Select(one => one.Type))}."
                    ),
                },
            _all
        );

    internal GrainClass? ByGrainType(string grainType) => Array.Find(_all, one => one.GrainType == grainType);
}
