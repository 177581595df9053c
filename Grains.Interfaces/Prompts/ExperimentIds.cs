using System.Globalization;

namespace LearningActors.Prompts;

/// <summary>The ids of experiments: the signal and a number, such as <c>BUY-3</c>.</summary>
public static class ExperimentIds
{
    /// <summary>The id of a signal's experiment.</summary>
    public static string Of(SignalType signal, int number) => string.Create(CultureInfo.InvariantCulture, $"{signal.Text()}-{number}");

    /// <summary>Reads the signal of an id.</summary>
    /// <returns>False where no experiment can have the id.</returns>
    public static bool TryParse(string id, out SignalType signal)
    {
        signal = default;
        return id.LastIndexOf('-') is var dash and > 0
            && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && SignalTypes.TryParse(id[..dash], out signal)
            && id == Of(signal, number);
    }
}
