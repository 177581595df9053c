using System.Buffers.Text;
using System.Text.Json;

namespace LearningActors.Http;

/// <summary>A place in a list, written so that nobody reads it or makes one.</summary>
/// <param name="Sort">The order of the list that it is a place in.</param>
/// <param name="List">Names the list and its filters.</param>
/// <param name="Place">After which the next part begins.</param>
internal sealed record Cursor(string Sort, string List, ListPlace Place)
{
    /// <summary>As an answer says it.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string[]>([Sort, List, Place.Key, Place.Id]));

    /// <summary>Reads what <see cref="ToString"/> wrote; null where it is none.</summary>
    internal static Cursor? Read(string cursor)
    {
        try
        {
            // The texts go to a database, which holds not all that a JSON text can be.
            return
                JsonSerializer.Deserialize<string?[]>(Base64Url.DecodeFromChars(cursor)) is [{ } sort, { } list, { } key, { } id]
                && JsonText.IsStorable(key, out _)
                && JsonText.IsStorable(id, out _)
                ? new Cursor(sort, list, new ListPlace(key, id))
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
