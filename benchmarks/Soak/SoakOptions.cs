using System.Globalization;

namespace LearningActors.Benchmarks.Soak;

/// <summary>How long, and how much.</summary>
internal sealed record SoakOptions
{
    internal const string Usage = "./bench soak [--minutes M] [--rate R]";

    /// <summary>Minutes.</summary>
    internal double Minutes { get; private init; } = 60;

    /// <summary>Votes a second, whether answered or not.</summary>
    internal double Rate { get; private init; } = 3000;

    /// <exception cref="FormatException">An argument is none.</exception>
    internal static SoakOptions Read(ReadOnlySpan<string> arguments)
    {
        var options = new SoakOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var text = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} needs a value. {Usage}");
            var value = double.Parse(text, CultureInfo.InvariantCulture);
            options = arguments[i] switch
            {
                "--minutes" => options with { Minutes = value },
                "--rate" => options with { Rate = value },
                var other => throw new FormatException($"'{other}' is none of its arguments. {Usage}"),
            };
        }

        return options;
    }
}
