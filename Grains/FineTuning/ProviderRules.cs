using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace LearningActors.FineTuning;

/// <summary>What providers ask of files to train on. They refuse a whole file for one line, so it is checked before.</summary>
internal static class ProviderRules
{
    /// <summary>Lines that a file to train on needs.</summary>
    internal const int MinExamples = 10;

    /// <summary>Tokens that frame a message, and those that begin the answer, in OpenAI's chat format.</summary>
    private const int TokensPerMessage = 3;

    private static readonly string[] s_roles = ["system", "user", "assistant"];

    /// <summary>Tokens of a line's messages.</summary>
    /// <param name="chat">The chat.</param>
    /// <param name="count">Counts the tokens of a text.</param>
    internal static int Tokens(Chat chat, Func<string, int> count) =>
        TokensPerMessage + chat.Messages.Sum(message => TokensPerMessage + count(message.Role) + count(message.Content));

    /// <summary>Why a line is refused, a sentence; null where it is taken.</summary>
    internal static string? Violation(string line)
    {
        Chat chat;
        try
        {
            chat = ChatLine.Read(line);
        }
        catch (JsonException)
        {
            return "The line is not a JSON object with messages, each with a role and a content.";
        }

        if (line.Contains('\n', StringComparison.Ordinal) || line.Contains('\r', StringComparison.Ordinal))
            return "The line holds a line end.";
        if (chat.Messages is null || !chat.Messages.Select(message => message?.Role).SequenceEqual(s_roles))
            return "The messages are not of system, user and assistant, in this order.";
        return chat.Messages.FirstOrDefault(message => string.IsNullOrWhiteSpace(message.Content)) is { } empty
            ? $"The message of {empty.Role} is empty."
            : null;
    }

    /// <summary>Why the files are refused, sentences.</summary>
    internal static ImmutableArray<string> Violations(DatasetFigures figures, long maxBytes)
    {
        var broken = ImmutableArray.CreateBuilder<string>();
        if (figures.Of(DatasetSplit.Train).Examples is var examples and < MinExamples)
            broken.Add($"The file to train on has {examples} examples; at least {MinExamples} are needed.");
        foreach (var split in figures.Splits.Where(split => split.Bytes > maxBytes))
        {
            var name = split.Split.ToString().ToLowerInvariant();
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"The file of {name} has {split.Bytes} bytes; {maxBytes} are allowed."));
        }

        return broken.ToImmutable();
    }
}
