using System.Text.Json.Serialization;

namespace LearningActors;

/// <summary>What an algorithm says to do.</summary>
[GenerateSerializer, Alias("SignalType"), JsonConverter(typeof(JsonStringEnumConverter<SignalType>))]
public enum SignalType
{
    [JsonStringEnumMemberName("BUY")]
    Buy,

    [JsonStringEnumMemberName("SELL")]
    Sell,

    [JsonStringEnumMemberName("HOLD")]
    Hold,
}

/// <summary>The signal as it is written everywhere: <c>BUY</c>, <c>SELL</c>, <c>HOLD</c>.</summary>
public static class SignalTypes
{
    /// <summary>All of them, in their usual order.</summary>
    public static IReadOnlyList<SignalType> All { get; } = [SignalType.Buy, SignalType.Sell, SignalType.Hold];

    /// <summary>Upper case, as keys and the API write it: <c>BUY</c>.</summary>
    public static string Text(this SignalType signal) =>
        signal switch
        {
            SignalType.Buy => "BUY",
            SignalType.Sell => "SELL",
            SignalType.Hold => "HOLD",
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not a signal."),
        };

    /// <summary>Reads the text; upper and lower case are the same.</summary>
    /// <exception cref="FormatException">It is none of the three.</exception>
    public static SignalType Parse(string text) =>
        TryParse(text, out var signal) ? signal : throw new FormatException($"'{text}' is none of BUY, SELL, HOLD.");

    /// <summary>Reads the text; upper and lower case are the same.</summary>
    public static bool TryParse(string? text, out SignalType signal)
    {
        foreach (var one in All)
        {
            if (string.Equals(one.Text(), text, StringComparison.OrdinalIgnoreCase))
            {
                signal = one;
                return true;
            }
        }

        signal = default;
        return false;
    }
}
