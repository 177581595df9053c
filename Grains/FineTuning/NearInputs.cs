using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Explanations;

namespace LearningActors.FineTuning;

/// <summary>Signals whose inputs are nearly the same: same ticker and signal, numbers equal to two digits, confidence to 5 %.</summary>
internal static class NearInputs
{
    private const int Digits = 2;
    private const double ConfidenceStep = 0.05;

    /// <summary>The part of the inputs that is held out. It never changes: who was held out once stays so.</summary>
    internal const double HeldOut = 0.1;

    /// <summary>Signals with nearly the same inputs have the same key.</summary>
    internal static string Key(SignalToExplain signal)
    {
        var key = new StringBuilder(signal.Ticker).Append('|').Append(signal.Signal.Text()).Append('|');
        key.Append(CultureInfo.InvariantCulture, $"{Math.Round(signal.Confidence / ConfidenceStep):0}");
        foreach (var indicator in signal.Indicators.Flatten())
        {
            key.Append('|').Append(indicator.Name).Append('=');
            key.Append(indicator.Number is { } number ? Rounded(number) : indicator.Text);
        }

        return key.ToString();
    }

    /// <summary>Whether the inputs are held out: by their hash alone, so that it is the same in every dataset.</summary>
    /// <param name="key">The inputs' <see cref="Key"/>.</param>
    internal static bool IsHeldOut(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"held-out\n{key}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) < HeldOut * uint.MaxValue;
    }

    private static string Rounded(double number)
    {
        if (number == 0 || !double.IsFinite(number))
            return number.ToString("R", CultureInfo.InvariantCulture);
        return number.ToString($"E{Digits - 1}", CultureInfo.InvariantCulture);
    }
}
