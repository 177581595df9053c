using LearningActors.Ledger;
using Microsoft.Extensions.Logging;

namespace LearningActors.Recommendations;

/// <summary>
/// Works out the outcomes of all that is marked and due. Where some marks fail together, halves of them are tried until the one that
/// fails alone is found; that one is postponed, and the others go on.
/// </summary>
internal sealed partial class MarkedOutcomes(IRecommendationLedger ledger, Func<OutcomeFacts, OutcomeResult> track, ILogger logger)
{
    private const int MaxMarks = 2000;

    /// <summary>So many failures with no success between them are no longer a matter of single positions.</summary>
    private const int MaxFailuresInARow = 10;

    /// <summary>Works until nothing is due, or the host stops.</summary>
    /// <returns>How many outcomes are new, other than before, or gone.</returns>
    /// <exception cref="LedgerUnavailableException">The database is away.</exception>
    internal async Task<int> TrackAsync(CancellationToken stopping)
    {
        var (changed, size, suspects, failuresInARow) = (0, MaxMarks, 0, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await ledger.TrackMarkedAsync(size, track) is not { } some)
                    break;
                changed += some;
                failuresInARow = 0;
                suspects = Math.Max(0, suspects - size);
            }
            catch (Exception exception) when (exception is not LedgerUnavailableException)
            {
                suspects = size;
                if (size == 1)
                {
                    if (++failuresInARow > MaxFailuresInARow)
                        throw;
                    if (await ledger.PostponeMarkAsync() is { } postponed)
                        Postponed(logger, exception, postponed.Of, postponed.Failures, postponed.DueAt);
                    suspects = 0;
                }
            }

            size = suspects == 0 ? MaxMarks : (suspects + 1) / 2;
        }

        return changed;
    }

    [LoggerMessage(
        LogLevel.Error,
        "The outcome of {Position} could not be worked out, for the {Failures}. time; it is tried again at {DueAt}, or when something "
            + "arrives for it"
    )]
    private static partial void Postponed(ILogger logger, Exception exception, string position, int failures, DateTimeOffset dueAt);
}
