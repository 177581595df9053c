using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Prompts;

namespace LearningActors.Explanations;

/// <summary>
/// What makes two questions the same: ticker, signal, confidence to two places, indicators, UTC date, prompt version, model.
/// </summary>
public static class AnswerKey
{
    /// <summary>The grains that keep the answers; each has its share of the keys.</summary>
    public const int Partitions = 256;

    /// <summary>The key of a question: SHA-256 in hexadecimal digits.</summary>
    public static string Of(SignalToExplain signal, PromptVersion prompt, string model, DateOnly today)
    {
        var confidence = Math.Round(signal.Confidence, 2, MidpointRounding.AwayFromZero).ToString("0.00", CultureInfo.InvariantCulture);
        var question = string.Join(
            '\n',
            signal.Ticker,
            signal.Signal.Text(),
            confidence,
            signal.Indicators.Json,
            today.ToString("O", CultureInfo.InvariantCulture),
            prompt.Version,
            model
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)));
    }

    /// <summary>The key of the grain that keeps the answer: <c>answers:00</c> to <c>answers:ff</c>.</summary>
    public static string PartitionOf(string key) => $"answers:{key[..2]}";
}
