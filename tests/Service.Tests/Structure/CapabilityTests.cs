using LearningActors.Explanations;

namespace LearningActors.Tests.Structure;

/// <summary>Which capability may use which: a namespace is a capability, and no two use each other, also not by way of others.</summary>
public sealed class CapabilityTests
{
    private const string Root = "LearningActors";

    /// <summary>The projects whose folders are capabilities.</summary>
    public static TheoryData<string> Assemblies => ["Grains.Interfaces", "Grains", "Api", "Silo"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void NoCapabilityUsesOneThatUsesIt(string assembly) => AssertNoCircle([.. Uses(assembly)]);

    [Fact]
    public void NoCapabilityUsesOneThatUsesItOverTheAssembliesOfTheGrains() =>
        AssertNoCircle([.. Uses("Grains.Interfaces"), .. Uses("Grains"), .. Uses("Silo")]);

    /// <summary>The reader sees what only the body of an async method uses, through its state machine.</summary>
    [Fact]
    public void UsesInsideAsyncMethodsCount()
    {
        Assert.Contains(
            TypeUses.Of(typeof(ModelAnswersGrain).Assembly.Location),
            use => use.User.Name == nameof(ModelAnswersGrain) && use.Used.Name == "ModelFailedException"
        );
    }

    [Fact]
    public void ACircleIsNamedWithAPairOfTypesForEachStep()
    {
        var circle = FindCircle([Use("A.One", "B.Two"), Use("B.Three", "C.Four"), Use("C.Five", "B.Six"), Use("A.One", "C.Four")]);
        Assert.Equal(["B.Three uses C.Four", "C.Five uses B.Six"], circle.Select(use => $"{use.User} uses {use.Used}").Order());
        Assert.Empty(FindCircle([Use("A.One", "B.Two"), Use("B.Three", "C.Four"), Use("A.One", "C.Four")]));

        static TypeUse Use(string user, string used) => new(Name(user), Name(used));

        static TypeName Name(string text) => new(text.Split('.')[0], text.Split('.')[1]);
    }

    private static IEnumerable<TypeUse> Uses(string project)
    {
        var uses = TypeUses.Of(Path.Combine(AppContext.BaseDirectory, $"LearningActors.{project}.dll"));
        // Shared small things stand in the root of the grains' assemblies; in the root of the others stands what lists the capabilities.
        var lists = project.StartsWith("Grains", StringComparison.Ordinal)
            ? []
            : uses.Select(use => use.User).Where(type => type.Namespace == Root).ToHashSet();
        return uses.Where(use => IsOurs(use.User) && IsOurs(use.Used) && use.User.Namespace != use.Used.Namespace)
            .Where(use => !lists.Contains(use.User));
    }

    private static bool IsOurs(TypeName type) => type.Namespace == Root || type.Namespace.StartsWith($"{Root}.", StringComparison.Ordinal);

    private static void AssertNoCircle(IReadOnlyCollection<TypeUse> uses)
    {
        Assert.NotEmpty(uses);
        var circle = FindCircle(uses);
        Assert.True(
            circle.Count == 0,
            "Capabilities use each other:\n" + string.Join('\n', circle.Select(use => $"  {use.User} uses {use.Used}"))
        );
    }

    /// <summary>One use for each step of a circle of namespaces; empty where there is none.</summary>
    private static IReadOnlyList<TypeUse> FindCircle(IReadOnlyCollection<TypeUse> uses)
    {
        var byUser = uses.GroupBy(use => use.User.Namespace)
            .ToDictionary(
                one => one.Key,
                one =>
                    one.GroupBy(use => use.Used.Namespace)
                        .Select(step => step.First())
                        .OrderBy(use => use.Used.Namespace, StringComparer.Ordinal)
            );
        var (done, path) = (new HashSet<string>(), new List<TypeUse>());
        foreach (var start in byUser.Keys.Order(StringComparer.Ordinal))
        {
            if (Visit(start) is { } circle)
                return circle;
        }

        return [];

        List<TypeUse>? Visit(string at)
        {
            if (path.FindIndex(step => step.User.Namespace == at) is >= 0 and var begin)
                return path[begin..];
            if (!done.Contains(at))
            {
                foreach (var step in byUser.TryGetValue(at, out var steps) ? steps.AsEnumerable() : [])
                {
                    path.Add(step);
                    if (Visit(step.Used.Namespace) is { } circle)
                        return circle;
                    path.RemoveAt(path.Count - 1);
                }

                done.Add(at);
            }

            return null;
        }
    }
}
