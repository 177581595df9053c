using System.Diagnostics;

namespace LearningActors.Benchmarks.Load;

/// <summary>Callers in this process, each of which sends again when it is answered.</summary>
internal static class Callers
{
    /// <summary>Runs them for a while.</summary>
    /// <param name="count">How many.</param>
    /// <param name="duration">How long each goes on to send.</param>
    /// <param name="send">Sends one, for the caller of that number.</param>
    /// <returns>Answers a second.</returns>
    internal static async Task<double> PerSecondAsync(int count, TimeSpan duration, Func<int, Task> send)
    {
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        var answered = 0L;
                        for (; Stopwatch.GetElapsedTime(began) < duration; answered++)
                            await send(caller);
                        return answered;
                    })
                )
        );
        return answers.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
