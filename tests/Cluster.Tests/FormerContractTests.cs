using System.Reflection;
using System.Runtime.InteropServices;
using LearningActors.Explanations;

namespace LearningActors.Tests;

/// <summary>What silos of the version before and of this one say to each other is understood by both.</summary>
public sealed class FormerContractTests
{
    [FormerVersionFact]
    public async Task WhatAnInterfaceHasGainedIsNotAskedOfSilosThatLackIt()
    {
        foreach (var (then, now) in await BothAsync(type => type.IsInterface))
        {
            var (before, after) = (Methods(then), Methods(now));
            Assert.True(before.IsSubsetOf(after), $"{now} lost or changed {string.Join(", ", before.Except(after))}.");
            Assert.True(
                after.SetEquals(before) || Version(now) > Version(then),
                $"{now} gained {string.Join(", ", after.Except(before))}: raise its [Version] to {Version(then) + 1}."
            );
        }
    }

    [FormerVersionFact]
    public async Task WhatARecordHasGainedComesAfterWhatItHad()
    {
        foreach (var (then, now) in await BothAsync(type => type is { IsInterface: false, IsEnum: false }))
        {
            var (before, after) = (Parameters(then), Parameters(now));
            Assert.True(before.SequenceEqual(after.Take(before.Length)), $"{now}: {string.Join(", ", before)} were its parameters.");
            Assert.Superset(Numbered(then), Numbered(now));
        }
    }

    [FormerVersionFact]
    public async Task ValuesKeepTheirNumbers()
    {
        foreach (var (then, now) in await BothAsync(type => type.IsEnum))
            Assert.Superset(Values(then), Values(now));
    }

    /// <summary>The types of the former contract, none of which is gone, and those of the same alias now.</summary>
    private static async Task<IReadOnlyList<(Type Then, Type Now)>> BothAsync(Func<Type, bool> kind)
    {
        var name = typeof(IExplainerGrain).Assembly.GetName().Name;
        var formerly = Path.GetDirectoryName(await FormerVersion.ProgramAsync())!;
        var (former, now) = (Contract(Read(formerly)), Contract(Read(AppContext.BaseDirectory)));
        Assert.NotEmpty(former);
        Assert.Superset(former.Keys.ToHashSet(), now.Keys.ToHashSet());
        return [.. former.Select(one => (one.Value, now[one.Key]))];

        // Read and not loaded: a runtime in this process would take the former types for its own.
        Assembly Read(string folder) =>
            new MetadataLoadContext(
                new PathAssemblyResolver([
                    .. Directory.GetFiles(folder, "*.dll"),
                    .. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"),
                ])
            ).LoadFromAssemblyPath(Path.Combine(folder, $"{name}.dll"));

        Dictionary<string, Type> Contract(Assembly assembly) =>
            assembly.GetTypes().Where(type => kind(type) && Alias(type) is not null).ToDictionary(type => Alias(type)!);
    }

    private static HashSet<string> Methods(Type grain) =>
        grain
            .GetMethods()
            .Select(method =>
                $"{method.ReturnType} {Alias(method)}({string.Join(", ", method.GetParameters().Select(one => one.ParameterType))})"
            )
            .ToHashSet();

    private static string[] Parameters(Type record) =>
        record
            .GetConstructors()
            .Select(constructor => constructor.GetParameters())
            .MaxBy(parameters => parameters.Length)!
            .Select(one => $"{one.ParameterType} {one.Name}")
            .ToArray();

    /// <summary>What has an [Id] of its own beside the parameters.</summary>
    private static HashSet<string> Numbered(Type record) =>
        record
            .GetProperties()
            .Where(property => Given(property, nameof(IdAttribute)) is not null)
            .Select(property => $"{Given(property, nameof(IdAttribute))}: {property.PropertyType}")
            .ToHashSet();

    private static HashSet<string> Values(Type values) =>
        values
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(value => $"{value.Name} = {value.GetRawConstantValue()}")
            .ToHashSet();

    private static string? Alias(MemberInfo member) => Given(member, nameof(AliasAttribute)) as string;

    private static ushort Version(Type grain) => Given(grain, nameof(Orleans.CodeGeneration.VersionAttribute)) as ushort? ?? 0;

    private static object? Given(MemberInfo member, string attribute) =>
        member.CustomAttributes.FirstOrDefault(one => one.AttributeType.Name == attribute)?.ConstructorArguments[0].Value;
}
