using System.Diagnostics.Metrics;

namespace LearningActors.Ledger;

/// <summary>The instruments of the ledger, in the meter <c>LearningActors</c>; the tag <c>fact</c> names the kind.</summary>
internal static class LedgerMeter
{
    private static readonly Histogram<double> s_commitDuration = LearningMeter.Meter.CreateHistogram<double>(
        "ledger.commit.duration",
        "s",
        "From a batch's start to its commit."
    );
    private static readonly Histogram<int> s_batchSize = LearningMeter.Meter.CreateHistogram<int>(
        "ledger.batch.size",
        "{fact}",
        "Facts in a batch."
    );
    private static readonly Histogram<int> s_queueLength = LearningMeter.Meter.CreateHistogram<int>(
        "ledger.queue.length",
        "{fact}",
        "Facts that waited when a batch was committed."
    );

    internal static void Committed(string fact, int size, TimeSpan elapsed, int queued)
    {
        var tag = new KeyValuePair<string, object?>("fact", fact);
        s_commitDuration.Record(elapsed.TotalSeconds, tag);
        s_batchSize.Record(size, tag);
        s_queueLength.Record(queued, tag);
    }
}
