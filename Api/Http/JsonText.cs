using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace LearningActors.Http;

/// <summary>Reads texts that a database can hold: valid Unicode without the NUL character.</summary>
internal static class JsonText
{
    internal static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            text = null;
            fault = "This is no valid Unicode text.";
            return false;
        }

        return IsStorable(text, out fault);
    }

    internal static bool IsStorable(string text, [NotNullWhen(false)] out string? fault)
    {
        fault =
            text.Contains('\0', StringComparison.Ordinal) ? "The NUL character cannot be stored."
            : HasLoneSurrogate(text) ? "This is no valid Unicode text."
            : null;
        return fault is null;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
