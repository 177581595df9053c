using System.Collections.Concurrent;
using NodaTime;

namespace LearningActors.Http;

/// <summary>Answers as bytes, for a second: as fresh as the grains promise, and as quick as a static file.</summary>
internal sealed class RecentAnswers(IClock clock)
{
    private const int Most = 10_000;
    private static readonly Duration s_lifetime = Duration.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (byte[] Bytes, Instant At)> _answers = new(StringComparer.Ordinal);

    internal byte[]? Find(string key) =>
        _answers.TryGetValue(key, out var answer)
        && clock.GetCurrentInstant() - answer.At is var age
        && age >= Duration.Zero
        && age < s_lifetime
            ? answer.Bytes
            : null;

    internal void Keep(string key, byte[] bytes)
    {
        if (_answers.Count >= Most)
            _answers.Clear();
        _answers[key] = (bytes, clock.GetCurrentInstant());
    }
}
