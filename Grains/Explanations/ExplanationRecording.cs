using LearningActors.Ledger;

namespace LearningActors.Explanations;

/// <summary>Records explanations for as long as a reader waits: none is kept from its reader because the ledger does not answer.</summary>
internal sealed class ExplanationRecording(IExplanationLedger ledger, TimeProvider time)
{
    /// <summary>What is recorded under an id; null where nothing is, and where the ledger does not say.</summary>
    internal async Task<KnownExplanation?> FindAsync(Guid id, SignalToExplain signal, TimeBudget budget)
    {
        try
        {
            return await ledger.FindAsync(id, signal).WaitAsync(budget.LeftOrNone, time);
        }
        catch (Exception exception) when (exception is LedgerUnavailableException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Records an explanation, or counts that it is not recorded.</summary>
    /// <returns>Stored, or a duplicate; null where it is not in the ledger, as far as is known.</returns>
    internal async Task<LogStatus?> RecordAsync(Explanation explanation, TimeBudget budget)
    {
        string reason;
        try
        {
            var outcome = (await ledger.AppendAsync([explanation]).WaitAsync(budget.LeftOrNone, time))[0];
            if (outcome.Status != LogStatus.Rejected)
                return outcome.Status;
            reason = "rejected";
        }
        catch (LedgerUnavailableException)
        {
            reason = "unavailable";
        }
        catch (TimeoutException)
        {
            reason = "timeout";
        }

        LearningMeter.Unrecorded(explanation.Signal.Text(), reason);
        return null;
    }
}
