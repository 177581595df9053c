using NodaTime;

namespace LearningActors.Explanations;

/// <summary>Answers by the key of their question: each for so long, so many at most. The oldest go first.</summary>
internal sealed class AnswerCache(int capacity, Duration lifetime)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _oldestFirst = [];

    /// <summary>Answers that are in memory.</summary>
    internal int Count => _byKey.Count;

    /// <summary>The answer, unless there is none or it is too old.</summary>
    internal PaidAnswer? Find(string key, Instant now)
    {
        while (_oldestFirst.First is { } oldest && now - oldest.Value.MadeAt >= lifetime)
            Remove(oldest);
        return _byKey.TryGetValue(key, out var node) ? node.Value.Answer : null;
    }

    /// <summary>Keeps an answer in place of an earlier one of the key.</summary>
    internal void Keep(string key, PaidAnswer answer, Instant now)
    {
        if (_byKey.TryGetValue(key, out var earlier))
            Remove(earlier);
        while (_byKey.Count >= capacity)
            Remove(_oldestFirst.First!);
        _byKey[key] = _oldestFirst.AddLast(new Entry(key, answer, now));
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _oldestFirst.Remove(node);
        _byKey.Remove(node.Value.Key);
    }

    private sealed record Entry(string Key, PaidAnswer Answer, Instant MadeAt);
}
