using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using LearningActors.Explanations;
using LearningActors.Prompts;

namespace LearningActors.FineTuning;

/// <summary>Makes a dataset of explanations with five stars. The same facts make the same lines in the same order.</summary>
internal static class DatasetRules
{
    private const int SamplesKept = 3;
    private const int TickersShown = 20;

    /// <summary>Makes the dataset, and says why not of all.</summary>
    /// <param name="candidates">Answers with five stars, in any order.</param>
    /// <param name="prompts">The catalog.</param>
    /// <param name="settledBefore">Votes on what is older are settled, UTC.</param>
    /// <param name="options">The limits.</param>
    /// <param name="count">Counts the tokens of a text.</param>
    internal static DatasetDraft Make(
        IReadOnlyCollection<TuningCandidate> candidates,
        IReadOnlyCollection<PromptVersion> prompts,
        DateTimeOffset settledBefore,
        FineTuningOptions options,
        Func<string, int> count
    )
    {
        var texts = prompts.ToDictionary(prompt => prompt.Version);
        var refused = new List<(TuningCandidate Row, RowRefusal Reason)>();
        var lines = new List<Row>();
        foreach (var row in candidates.OrderBy(row => row.GeneratedAt).ThenBy(row => row.ExplanationId))
        {
            if (Refusal(row, texts, settledBefore) is { } reason)
            {
                refused.Add((row, reason));
                continue;
            }

            var line = ChatLine.Write(texts[row.PromptVersion], row.Signal, row.Content);
            var tokens = ProviderRules.Tokens(ChatLine.Read(line), count);
            if (tokens > options.MaxExampleTokens)
                refused.Add((row, RowRefusal.TooLong));
            else
                lines.Add(new Row(row, line, tokens, NearInputs.Key(row.Signal)));
        }

        Refuse(RowRefusal.DuplicateInput, RepeatedInputs(lines));
        Refuse(RowRefusal.DuplicateText, RepeatedTexts(lines));
        var fewer = Balance.Keep(lines, row => row.Candidate.Signal.Ticker, RankOf, options.MaxTickerShare);
        Refuse(RowRefusal.Balance, lines.Where(row => !fewer.Contains(row)));
        fewer = Balance.Keep(lines, row => row.Candidate.Signal.Signal, RankOf, options.MaxSignalShare);
        Refuse(RowRefusal.Balance, lines.Where(row => !fewer.Contains(row)));
        Refuse(RowRefusal.Surplus, lines.SkipLast(options.MaxExamples));
        return new DatasetDraft([.. Split(lines)], Figures(lines), Count(refused), candidates.Count);

        void Refuse(RowRefusal why, IEnumerable<Row> which)
        {
            var gone = which.ToHashSet();
            refused.AddRange(gone.Select(row => (row.Candidate, why)));
            lines.RemoveAll(gone.Contains);
        }
    }

    /// <summary>What stands against an answer by itself; null for nothing.</summary>
    private static RowRefusal? Refusal(TuningCandidate row, Dictionary<string, PromptVersion> prompts, DateTimeOffset settledBefore) =>
        row.IsFallback ? RowRefusal.Fallback
        : row.FiveStars == 0 ? (row.ContradictingFiveStars > 0 ? RowRefusal.NotHelpful : RowRefusal.Anonymous)
        : row.ContradictingFiveStars > 0 || row.Disputes > 0 ? RowRefusal.Disputed
        : row.GeneratedAt >= settledBefore ? RowRefusal.TooYoung
        : !prompts.ContainsKey(row.PromptVersion) ? RowRefusal.UnknownPrompt
        : Guardrails.Violation(row.Content, row.Signal) is not null ? RowRefusal.Guardrails
        : null;

    private static IEnumerable<Row> RepeatedInputs(IEnumerable<Row> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. rows.Where(row => !seen.Add(row.InputKey))];
    }

    private static IEnumerable<Row> RepeatedTexts(List<Row> rows)
    {
        var repeats = NearTexts.FindRepetitions([.. rows.Select(row => row.Candidate.Content.Text)]);
        return [.. rows.Where((_, i) => repeats[i])];
    }

    /// <summary>What more sessions praised comes first; of equals a hash decides, so that no month is preferred.</summary>
    private static (int Praise, ulong Draw) RankOf(Row row) =>
        (
            -row.Candidate.FiveStars,
            BitConverter.ToUInt64(SHA256.HashData(Encoding.ASCII.GetBytes($"{row.Candidate.ExplanationId}")).AsSpan(0, 8))
        );

    private static IEnumerable<TuningExample> Split(IReadOnlyCollection<Row> rows) =>
        Enum.GetValues<DatasetSplit>()
            .SelectMany(split =>
                rows.Where(row => row.Split == split)
                    .Select(
                        (row, i) =>
                            new TuningExample(
                                split,
                                i,
                                row.Candidate.ExplanationId,
                                row.Candidate.Signal.Ticker,
                                row.Candidate.Signal.Signal,
                                row.Candidate.PromptVersion,
                                row.Tokens,
                                row.Line
                            )
                    )
            );

    private static DatasetFigures Figures(IReadOnlyCollection<Row> rows)
    {
        ImmutableArray<SplitFigures> splits = [.. Enum.GetValues<DatasetSplit>().Select(split => Figures(rows, split))];
        var hashes = string.Join('\n', splits.Select(split => split.Sha256));
        return new DatasetFigures(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(hashes))),
            splits,
            Groups(rows.Select(row => row.Candidate.Signal.Signal.Text()), int.MaxValue),
            Groups(rows.Select(row => row.Candidate.Signal.Ticker), TickersShown)
        );
    }

    private static SplitFigures Figures(IEnumerable<Row> rows, DatasetSplit split)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (examples, tokens, bytes) = (0, 0L, 0L);
        foreach (var row in rows.Where(row => row.Split == split))
        {
            var line = Encoding.UTF8.GetBytes(row.Line + "\n");
            hash.AppendData(line);
            (examples, tokens, bytes) = (examples + 1, tokens + row.Tokens, bytes + line.Length);
        }

        return new SplitFigures(split, examples, tokens, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static ImmutableArray<GroupCount> Groups(IEnumerable<string> names, int shown) =>
        [
            .. names
                .GroupBy(name => name, StringComparer.Ordinal)
                .Select(group => new GroupCount(group.Key, group.Count()))
                .OrderByDescending(group => group.Examples)
                .ThenBy(group => group.Name, StringComparer.Ordinal)
                .Take(shown),
        ];

    private static ImmutableArray<RefusalCount> Count(IEnumerable<(TuningCandidate Row, RowRefusal Reason)> refused) =>
        [
            .. refused
                .GroupBy(one => one.Reason)
                .Select(group => new RefusalCount(
                    group.Key,
                    group.Count(),
                    [.. group.OrderByDescending(one => one.Row.GeneratedAt).Take(SamplesKept).Select(one => one.Row.ExplanationId)],
                    Groups(group.Select(one => one.Row.Signal.Signal.Text()), int.MaxValue)
                ))
                .OrderByDescending(count => count.Count)
                .ThenBy(count => count.Reason),
        ];

    private sealed class Row(TuningCandidate candidate, string line, int tokens, string inputKey)
    {
        internal TuningCandidate Candidate { get; } = candidate;

        internal string Line { get; } = line;

        internal int Tokens { get; } = tokens;

        internal string InputKey { get; } = inputKey;

        internal DatasetSplit Split { get; } = NearInputs.IsHeldOut(inputKey) ? DatasetSplit.Test : DatasetSplit.Train;
    }
}

/// <summary>What a dataset of now would be.</summary>
/// <param name="Examples">Train before test, each by line.</param>
/// <param name="Figures">What it is made of.</param>
/// <param name="Refused">Why other answers are not in it.</param>
/// <param name="FiveStars">Answers that were looked at.</param>
internal sealed record DatasetDraft(
    ImmutableArray<TuningExample> Examples,
    DatasetFigures Figures,
    ImmutableArray<RefusalCount> Refused,
    int FiveStars
);
