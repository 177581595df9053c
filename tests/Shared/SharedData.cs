using System.Runtime.CompilerServices;

namespace LearningActors.Tests;

/// <summary>The folder of real inputs, <c>shared/data</c> beside the repository. It is not part of it.</summary>
public static class SharedData
{
    private static readonly string? s_root = Find();

    /// <summary>The path of a file in it.</summary>
    public static string Path(string name) => System.IO.Path.Combine(s_root ?? "", name);

    /// <summary>Why a test that needs a file must be skipped; null when the file is there.</summary>
    public static string? Missing(string name) =>
        s_root is not null && File.Exists(Path(name)) ? null : $"shared/data/{name} is not beside the repository.";

    private static string? Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = System.IO.Path.Combine(directory.FullName, "shared", "data");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }
}

/// <summary>A test of a file of <see cref="SharedData"/>, skipped where it is absent.</summary>
public sealed class SharedDataFactAttribute(string name, [CallerMemberName] string test = "")
    : FactWhereAttribute(SharedData.Missing(name), test);

/// <summary>A table of tests over files of <see cref="SharedData"/>, skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Needs this file.</summary>
    public SharedDataTheoryAttribute(string name)
    {
        if (SharedData.Missing(name) is { } reason)
            Skip = reason;
    }
}
