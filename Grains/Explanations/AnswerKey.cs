using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Prompts;

namespace LearningActors.Explanations;

/// <summary>
/// What makes two questions the same: all that the model is shown of the signal, digit for digit, the UTC date, the prompt version, the
/// model. So what may be said of the one may be said of the other: the guardrails judge by what the model is shown, and nothing else.
/// </summary>
/// <remarks>
/// A key of rounded numbers was no use: indicators are compared as they are, and a signal that is explained to many readers, or asked for
/// again, has the same confidence too. It only let one signal's numbers be told of another.
/// </remarks>
public static class AnswerKey
{
    /// <summary>The grains that keep the answers; each has its share of the keys.</summary>
    public const int Partitions = 256;

    /// <summary>The key of a question: SHA-256 in hexadecimal digits.</summary>
    public static string Of(SignalToExplain signal, PromptVersion prompt, string model, DateOnly today)
    {
        var question = string.Join(
            '\n',
            PromptRendering.Data(signal),
            today.ToString("O", CultureInfo.InvariantCulture),
            prompt.Version,
            model
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question)));
    }

    /// <summary>The key of the grain that keeps the answer: <c>answers:00</c> to <c>answers:ff</c>.</summary>
    public static string PartitionOf(string key) => $"answers:{key[..2]}";
}
