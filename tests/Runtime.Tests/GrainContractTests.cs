using System.Collections.Immutable;
using System.Reflection;
using LearningActors.Explanations;
using Orleans.Concurrency;

namespace LearningActors.Tests;

/// <summary>What crosses between grains can cross between silos: walks every grain interface of the service.</summary>
public sealed class GrainContractTests
{
    private static readonly HashSet<Type> s_builtIn =
    [
        typeof(string),
        typeof(bool),
        typeof(int),
        typeof(long),
        typeof(double),
        typeof(decimal),
        typeof(byte),
        typeof(Guid),
        typeof(DateTimeOffset),
        typeof(DateOnly),
        typeof(TimeSpan),
        typeof(CancellationToken),
        typeof(void),
    ];

    public static TheoryData<Type> GrainInterfaces =>
        [.. typeof(IExplainerGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void InterfaceAndMethodsHaveAPermanentName(Type grain)
    {
        Assert.True(grain.IsDefined(typeof(AliasAttribute)), $"{grain} has no [Alias].");
        var aliases = grain
            .GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Select(method =>
            {
                Assert.True(method.IsDefined(typeof(AliasAttribute)), $"{grain}.{method.Name} has no [Alias].");
                return method.GetCustomAttribute<AliasAttribute>()!.Alias;
            })
            .ToArray();
        Assert.Equal(aliases.Length, aliases.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void KeysAreStringsAndMethodsAreAsynchronous(Type grain)
    {
        Assert.True(typeof(IGrainWithStringKey).IsAssignableFrom(grain));
        Assert.Empty(grain.GetMethods(BindingFlags.Static | BindingFlags.Public));
        Assert.All(
            grain.GetMethods(),
            method =>
            {
                Assert.True(typeof(Task).IsAssignableFrom(method.ReturnType), $"{grain}.{method.Name} must return a Task.");
                Assert.True(method.GetParameters().Count(parameter => parameter.ParameterType == typeof(CancellationToken)) <= 1);
            }
        );
    }

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void ArgumentsAndResultsCanBeSerialized(Type grain)
    {
        var seen = new HashSet<Type>();
        foreach (var method in grain.GetMethods())
        {
            foreach (var parameter in method.GetParameters())
                Check(parameter.ParameterType, $"{grain.Name}.{method.Name}({parameter.Name})", seen);
            if (method.ReturnType.IsGenericType)
                Check(method.ReturnType.GetGenericArguments()[0], $"{grain.Name}.{method.Name} result", seen);
        }
    }

    private static void Check(Type type, string where, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (s_builtIn.Contains(type) || !seen.Add(type))
            return;
        if (
            type.IsGenericType
            && type.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(ImmutableArray<>) || definition == typeof(ImmutableDictionary<,>))
        )
        {
            foreach (var argument in type.GetGenericArguments())
                Check(argument, where, seen);
            return;
        }

        Assert.True(type.Assembly == typeof(IExplainerGrain).Assembly, $"{where}: {type} is no type of the contract.");
        Assert.True(type.IsDefined(typeof(GenerateSerializerAttribute)), $"{where}: {type} has no [GenerateSerializer].");
        Assert.True(type.IsDefined(typeof(AliasAttribute)), $"{where}: {type} has no [Alias].");
        if (type.IsEnum)
            return;
        Assert.True(type.IsDefined(typeof(ImmutableAttribute)), $"{where}: {type} has no [Immutable].");
        var ids = type.GetMembers().Select(member => member.GetCustomAttribute<IdAttribute>()?.Id).Where(id => id is not null).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        var parameters = type.GetConstructors()
            .MaxBy(constructor => constructor.GetParameters().Length)!
            .GetParameters()
            .Select(parameter => parameter.Name)
            .ToHashSet();
        foreach (
            var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.Name != "EqualityContract")
        )
        {
            // A serializer takes a record's parameters, and of the rest what has an [Id]: all else is lost on the way.
            Assert.True(
                property.SetMethod is null || parameters.Contains(property.Name) || property.IsDefined(typeof(IdAttribute)),
                $"{where}: {type}.{property.Name} has no [Id]."
            );
            Assert.True(
                property.SetMethod is null
                    || property
                        .SetMethod.ReturnParameter.GetRequiredCustomModifiers()
                        .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)),
                $"{where}: {type}.{property.Name} can be set."
            );
            Check(property.PropertyType, $"{where} → {type.Name}.{property.Name}", seen);
        }
    }

    [Fact]
    public void AWorkerWhoseCallsCanBeCancelledHasOneActivationForAKey()
    {
        var workers = typeof(ExplainerGrain)
            .Assembly.GetTypes()
            .Where(type => typeof(Grain).IsAssignableFrom(type) && type.IsDefined(typeof(StatelessWorkerAttribute)))
            .Where(type =>
                type.GetInterfaces()
                    .Where(one => typeof(IGrain).IsAssignableFrom(one))
                    .SelectMany(one => one.GetMethods())
                    .SelectMany(method => method.GetParameters())
                    .Any(parameter => parameter.ParameterType == typeof(CancellationToken))
            )
            .ToArray();
        Assert.NotEmpty(workers);
        // Orleans takes a cancellation to any activation of the key, which need not be the one at work.
        Assert.All(
            workers,
            type =>
                Assert.True(
                    type.CustomAttributes.Single(one => one.AttributeType == typeof(StatelessWorkerAttribute)).ConstructorArguments
                        is [{ Value: 1 }, ..],
                    $"{type} must be [StatelessWorker(1)]; see {nameof(LocalWorker)}."
                )
        );
    }

    [Fact]
    public void StatesBeginEmptyAndHaveANameOfTheirOwn()
    {
        var states = typeof(ExplainerGrain)
            .Assembly.GetTypes()
            .Where(type => typeof(Grain).IsAssignableFrom(type))
            .SelectMany(grain => grain.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
            .ToArray();
        Assert.NotEmpty(states);
        // Without such a constructor a state that was never written is an object whose fields nobody has set.
        Assert.All(states, state => Assert.NotNull(state.ParameterType.GetGenericArguments()[0].GetConstructor(Type.EmptyTypes)));
        var names = states.Select(state => state.GetCustomAttribute<PersistentStateAttribute>()!.StateName).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void AliasesOfTypesAreUnique()
    {
        // Orleans' generator adds types that bear the alias of what they stand for.
        var aliases = typeof(IExplainerGrain)
            .Assembly.GetTypes()
            .Where(type => !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)))
            .Select(type => type.GetCustomAttribute<AliasAttribute>()?.Alias)
            .Where(alias => alias is not null)
            .ToArray();
        Assert.Equal(aliases.Length, aliases.Distinct().Count());
    }
}
