using LearningActors.Models;

namespace LearningActors.Explanations;

/// <summary>The numbers that an explanation of a signal may use.</summary>
internal static class SignalNumbers
{
    /// <summary>
    /// The confidence, also as percent; the indicators' numbers, and those inside their names and texts and in the ticker.
    /// </summary>
    internal static KnownNumbers Of(SignalToExplain signal)
    {
        Indicator[] indicators = [.. signal.Indicators.Flatten()];
        return new KnownNumbers(
            [signal.Confidence, signal.Confidence * 100, .. indicators.Select(indicator => indicator.Number).OfType<double>()],
            [
                signal.Ticker,
                .. indicators.Select(indicator => indicator.Name),
                .. indicators.Where(indicator => indicator.Number is null).Select(indicator => indicator.Text).OfType<string>(),
            ]
        );
    }
}
