using LearningActors.Models;

namespace LearningActors.Explanations;

/// <summary>The numbers that an explanation of a signal may use, in digits or in words.</summary>
internal sealed class SignalNumbers
{
    private readonly Indicator[] _indicators;
    private readonly KnownNumbers _known;
    private readonly KnownNumbers _unsigned;

    private SignalNumbers(SignalToExplain signal)
    {
        _indicators = [.. signal.Indicators.Flatten()];
        string[] texts =
        [
            signal.Ticker,
            .. _indicators.Select(indicator => indicator.Name),
            .. _indicators.Where(indicator => indicator.Number is null).Select(indicator => indicator.Text).OfType<string>(),
        ];
        double[] inWords = [.. texts.SelectMany(text => NumberWords.In(text.Replace('_', ' '))).Select(number => number.Value)];
        double[] confidence = [signal.Confidence, signal.Confidence * 100];
        _known = new KnownNumbers([.. confidence, .. inWords, .. Numbers.Select(indicator => indicator.Number!.Value)], texts);
        _unsigned = new KnownNumbers([.. confidence, .. inWords], texts);
    }

    private IEnumerable<Indicator> Numbers => _indicators.Where(indicator => indicator.Number is not null);

    /// <summary>
    /// The confidence, also as percent; the indicators' numbers, and those inside their names and texts and in the ticker.
    /// </summary>
    internal static SignalNumbers Of(SignalToExplain signal) => new(signal);

    /// <summary>The first number of the text that is no input, as written; null when all are.</summary>
    internal string? FirstInvented(string text)
    {
        if (_known.FirstInvented(text) is { } invented)
            return invented;
        foreach (var number in NumberWords.In(text))
        {
            if (!_known.IsKnown(number) && !IsCount(text, number))
                return text[number.Start..number.End].Trim();
        }

        return null;
    }

    /// <summary>
    /// The first number whose input has the other sign than the text says, as written: −3.2 as "rose by 3.2", or without a word that says
    /// that it is below zero.
    /// </summary>
    internal string? FirstFlipped(string text)
    {
        foreach (var number in WrittenNumber.In(text).Concat(NumberWords.In(text)))
        {
            if (!_unsigned.IsKnown(number) && !IsCount(text, number) && IsFlipped(text, number))
                return text[number.Start..number.End].Trim();
        }

        return null;
    }

    private bool IsFlipped(string text, WrittenNumber number)
    {
        Indicator[] meant = [.. Numbers.Where(indicator => number.Says(indicator.Number!.Value))];
        if (meant.Length == 0)
            return false;
        return SaidDirection.Of(text, number) switch
        {
            > 0 => meant.All(indicator => indicator.Number < 0),
            // A drawdown of 3.2 is a fall of 3.2.
            < 0 => meant.All(indicator => indicator.Number > 0 && !SaidDirection.IsOfFalls(indicator.Name)),
            _ => meant.All(indicator => indicator.Number < 0) && !SaidDirection.SpeaksOfFalls(text, number),
        };
    }

    /// <summary>"Two of the three indicators", no more than there are; or "in ten words".</summary>
    private bool IsCount(string text, WrittenNumber number) =>
        !number.IsPercent
        && (
            SaidDirection.CountsWords(text, number) || (number.Value <= _indicators.Length + 1 && SaidDirection.CountsInputs(text, number))
        );
}
