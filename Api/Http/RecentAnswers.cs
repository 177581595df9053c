using System.Collections.Concurrent;
using NodaTime;

namespace LearningActors.Http;

/// <summary>Written answers, for a second: as fresh as the grains promise, and as quick as a static file.</summary>
internal sealed class RecentAnswers(IClock clock)
{
    private const int MaxKept = 10_000;
    private static readonly Duration s_lifetime = Duration.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (WrittenAnswer Answer, Instant At)> _answers = new(StringComparer.Ordinal);

    internal WrittenAnswer? Find(string key) =>
        _answers.TryGetValue(key, out var kept)
        && clock.GetCurrentInstant() - kept.At is var age
        && age >= Duration.Zero
        && age < s_lifetime
            ? kept.Answer
            : null;

    internal void Keep(string key, WrittenAnswer answer)
    {
        if (_answers.Count >= MaxKept)
            _answers.Clear();
        _answers[key] = (answer, clock.GetCurrentInstant());
    }
}
