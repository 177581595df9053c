using System.Collections.Concurrent;
using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Trades;

namespace LearningActors.Insights;

/// <summary>
/// Questions that were read and answers that were written before: the same query string asks the same, and as long as the
/// grain answers with the same insights, the same written answer is given.
/// </summary>
internal sealed class RelevantAnswers
{
    private const int MaxKept = 10_000;
    private readonly ConcurrentDictionary<string, Question> _questions = new(StringComparer.Ordinal);

    private Snapshot? _served;

    /// <summary>All insights that are served, as JSON.</summary>
    internal WrittenAnswer Write(ServedInsights served)
    {
        if (Volatile.Read(ref _served) is { } written && written.Insights == served.Insights)
            return written.Answer.At(served.AsOf);
        var now = new Snapshot(served.Insights, WrittenAnswer.Of(served.Insights, served.AsOf));
        Volatile.Write(ref _served, now);
        return now.Answer;
    }

    /// <summary>A question of this query string that was asked before, or null.</summary>
    internal Question? Find(string query) => _questions.GetValueOrDefault(query);

    /// <summary>Remembers a question.</summary>
    internal Question Keep(string query, TradeConditions context, int limit)
    {
        if (_questions.Count >= MaxKept)
            _questions.Clear();
        return _questions[query] = new Question(context, limit);
    }

    private sealed record Snapshot(ImmutableArray<Insight> Insights, WrittenAnswer Answer);

    /// <summary>A question and the last answer to it.</summary>
    internal sealed class Question(TradeConditions context, int limit)
    {
        private Written? _written;

        internal TradeConditions Context => context;

        internal int Limit => limit;

        /// <summary>The answer as JSON. Insights are immutable, so the same array is the same answer.</summary>
        internal WrittenAnswer Write(RelevantInsights found)
        {
            if (Volatile.Read(ref _written) is { } written && written.Insights == found.Insights)
                return written.Answer.At(found.AsOf);
            var now = new Written(found.Insights, WrittenAnswer.Of(found.Insights, found.AsOf));
            Volatile.Write(ref _written, now);
            return now.Answer;
        }

        private sealed record Written(ImmutableArray<RelevantInsight> Insights, WrittenAnswer Answer);
    }
}
