using System.Text.Json;

namespace LearningActors.Http;

/// <summary>A body that is one object or an array of them.</summary>
internal static class JsonItems
{
    /// <summary>Reads each object; faults of an array's items are named <c>[3].field</c>.</summary>
    internal static void Read(JsonElement root, int most, FieldErrors errors, Action<FieldReader> read)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            if (FieldReader.Of(root, "", errors) is { } only)
                read(only);
            return;
        }

        if (root.GetArrayLength() is var length && (length == 0 || length > most))
        {
            errors.Add("body", $"Expected an array of 1 to {most} objects, not of {length}.");
            return;
        }

        var i = 0;
        foreach (var item in root.EnumerateArray())
        {
            if (FieldReader.Of(item, $"[{i++}].", errors) is { } fields)
                read(fields);
        }
    }
}
