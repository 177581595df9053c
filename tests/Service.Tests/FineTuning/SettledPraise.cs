using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace LearningActors.Tests.FineTuning;

/// <summary>Explanations with five stars whose votes are settled on the wall clock, for services that are processes of their own.</summary>
internal static class SettledPraise
{
    /// <summary>Explanations of ten days ago with five stars: their votes are settled.</summary>
    internal static async Task LogAsync(HttpClient engine)
    {
        var ids = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();
        var at = DateTimeOffset.UtcNow.AddDays(-10).ToString("O", CultureInfo.InvariantCulture);
        var logged = await engine.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(
                (id, i) =>
                    new
                    {
                        explanation_id = id,
                        generated_at = at,
                        ticker = $"T{i % 12}",
                        signal = new[] { "BUY", "SELL", "HOLD" }[i % 3],
                        confidence = 0.8,
                        indicators = new { note = Word(i) },
                        explanation = Text(i),
                        factors = new[] { new { name = "note", impact = "neutral" } },
                        sentiment = "neutral",
                        prompt_version = "v1.0",
                    }
            )
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        var rated = await engine.PostAsJsonAsync(
            "/api/feedback",
            ids.Select(id => new
            {
                explanation_id = id,
                rating = 5,
                session = $"{id}",
            })
        );
        Assert.Equal(HttpStatusCode.OK, rated.StatusCode);
    }

    /// <summary>A sentence that says what no other number's does.</summary>
    internal static string Text(int seed) =>
        $"The note {Word(seed)} {string.Join(' ', Enumerable.Range(1, 9).Select(k => Word((seed * 31) + k)))}.";

    /// <summary>A word of its own for each number.</summary>
    internal static string Word(int seed)
    {
        var letters = new char[7];
        var left = ((uint)seed + 1) * 2_654_435_761u;
        for (var i = 0; i < letters.Length; i++, left /= 26)
            letters[i] = (char)('a' + (left % 26));
        return new string(letters);
    }
}
