using System.Globalization;
using LearningActors.Hosting;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>What a run of the chaos shall do.</summary>
internal sealed record ChaosOptions
{
    internal const string Usage = "./bench chaos [--kills N] [--minutes M] [--seed S] [--silos N] [--faults name,name,…] [--life N]";

    /// <summary>Faults that kill processes, after which it ends; 0: the minutes decide.</summary>
    internal int Kills { get; private init; }

    /// <summary>After which it ends; 0: the kills decide.</summary>
    internal double Minutes { get; private init; }

    /// <summary>The same seed makes the same faults in the same order, with the same pauses.</summary>
    internal int Seed { get; private init; } = Random.Shared.Next(1, 1_000_000);

    /// <summary>Hosts: one on the embedded runtime, a cluster on Orleans.</summary>
    internal int Silos { get; private init; } = GrainRuntime.IsCluster ? 3 : 1;

    /// <summary>Only these; all where there are none. One of <c>kills</c> stands for all that kill.</summary>
    internal IReadOnlySet<string> Faults { get; private init; } = new HashSet<string>();

    /// <summary>Faults until the next begins with an empty database.</summary>
    internal int Life { get; private init; } = 60;

    /// <exception cref="FormatException">An argument is none.</exception>
    internal static ChaosOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new ChaosOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value. {Usage}");
            options = arguments[i] switch
            {
                "--kills" => options with { Kills = Number(value) },
                "--minutes" => options with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = Number(value) },
                "--silos" => options with { Silos = Number(value) },
                "--life" => options with { Life = Number(value) },
                "--faults" => options with { Faults = value.Split(',').ToHashSet() },
                var other => throw new FormatException($"'{other}' is none of its arguments. {Usage}"),
            };
        }

        return options is { Kills: 0, Minutes: 0 } ? options with { Minutes = 5 } : options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
