using System.Text.Json;

namespace LearningActors.Tests;

/// <summary>Test vectors that others published, from <c>shared/data/vectors</c>; their sources stand in the files.</summary>
internal static class PublishedVectors
{
    internal static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Path($"vectors/{name}")));
        return document.RootElement.Clone();
    }

    internal static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(one => one.GetDouble())];

    internal static double[,] Table(this JsonElement rows)
    {
        var lines = rows.EnumerateArray().Select(Numbers).ToArray();
        var table = new double[lines.Length, lines[0].Length];
        for (var i = 0; i < lines.Length; i++)
        {
            for (var j = 0; j < lines[i].Length; j++)
                table[i, j] = lines[i][j];
        }

        return table;
    }
}
