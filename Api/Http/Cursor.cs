using System.Buffers.Text;
using System.Text;

namespace LearningActors.Http;

/// <summary>A place in a list, written so that nobody reads it or makes one.</summary>
internal static class Cursor
{
    /// <summary>Writes a place; null where the list ends.</summary>
    internal static string? Of(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Reads what <see cref="Of"/> wrote; null where it is none.</summary>
    internal static string? Read(string cursor)
    {
        try
        {
            var place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
            return place.Length > 0 && JsonText.IsStorable(place, out _) ? place : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
