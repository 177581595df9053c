using System.Globalization;
using LearningActors.Explanations;
using LearningActors.Models;

namespace LearningActors.FineTuning;

/// <summary>Asks a model for held-out examples, and judges what it says.</summary>
internal static class SmokeTest
{
    private const int FaultsShown = 10;

    /// <summary>Asks for one example.</summary>
    /// <returns>How the model did on the held-out examples.</returns>
    internal static async Task<SmokeAnswer> AskAsync(ILanguageModel model, string line, TimeProvider time)
    {
        var chat = ChatLine.Read(line);
        var began = time.GetTimestamp();
        try
        {
            var completion = await model.CompleteAsync(
                new ModelCall(ModelPurpose.ModelTest, chat.Messages[0].Content, chat.Messages[1].Content, Schema: AnswerParser.Schema),
                CancellationToken.None
            );
            var ms = (int)time.GetElapsedTime(began).TotalMilliseconds;
            return AnswerParser.TryParse(completion.Text, out var content, out var fault)
                ? new SmokeAnswer(ms, IsWellFormed: true, Guardrails.Violation(content, ChatLine.ReadSignal(chat)), completion.CostUsd)
                : new SmokeAnswer(ms, IsWellFormed: false, fault, completion.CostUsd);
        }
        catch (ModelFailedException failed)
        {
            return new SmokeAnswer(null, IsWellFormed: false, failed.Reason, 0);
        }
    }

    /// <summary>The endpoint may know the model later.</summary>
    internal static bool MayPass(SmokeAnswer answer) =>
        answer.Ms is null
        && answer.Fault is { } fault
        && (
            fault is "refused:404" or ModelFailedException.Timeout
            || fault.StartsWith("unavailable", StringComparison.Ordinal)
            || fault.StartsWith("unknown_model", StringComparison.Ordinal)
        );

    /// <summary>Judges the answers.</summary>
    internal static SmokeReport Judge(IReadOnlyCollection<SmokeAnswer> answers, FineTuningOptions options, DateTimeOffset now)
    {
        int[] times = [.. answers.Select(answer => answer.Ms).OfType<int>().Order()];
        var sound = answers.Count(answer => answer.Fault is null);
        var p95 = Quantile(times, 0.95);
        var limit = (int)options.SmokeMaxLatency.TotalMilliseconds;
        return new SmokeReport(
            now,
            answers.Count,
            times.Length,
            answers.Count(answer => answer.IsWellFormed),
            sound,
            Quantile(times, 0.5),
            p95,
            answers.Sum(answer => answer.CostUsd),
            [
                .. answers
                    .Select(answer => answer.Fault)
                    .OfType<string>()
                    .GroupBy(fault => fault)
                    .Select(faults => new FaultCount(faults.Key, faults.Count()))
                    .OrderByDescending(fault => fault.Count)
                    .ThenBy(fault => fault.Fault, StringComparer.Ordinal)
                    .Take(FaultsShown),
            ],
            answers.Count == 0 ? "The dataset has no held-out examples to test it with."
                : sound < options.SmokeMinSound * answers.Count
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sound} of {answers.Count} answers are sound; {options.SmokeMinSound:P0} are needed."
                    )
                : p95 > limit
                    ? string.Create(CultureInfo.InvariantCulture, $"5 % of the answers took more than {p95} ms; {limit} ms are allowed.")
                : null
        );
    }

    /// <summary>The smallest time that so many of the answers took at most.</summary>
    private static int? Quantile(int[] sorted, double part) =>
        sorted.Length == 0 ? null : sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}

/// <summary>What came of a held-out example.</summary>
/// <param name="Ms">How long the answer took, milliseconds; null where none came.</param>
/// <param name="IsWellFormed">It is the JSON object that was asked for.</param>
/// <param name="Fault">What is wrong with it; null where it is sound.</param>
/// <param name="CostUsd">What the model charged, USD.</param>
internal sealed record SmokeAnswer(int? Ms, bool IsWellFormed, string? Fault, decimal CostUsd);
