using System.Diagnostics.Metrics;

namespace LearningActors.Ledger;

/// <summary>The instruments of the ledger, in the meter <c>LearningActors</c>; the tag <c>fact</c> names the kind.</summary>
internal static class LedgerMeter
{
    /// <summary>The meter's name.</summary>
    internal const string Name = "LearningActors";

    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_commitDuration = s_meter.CreateHistogram<double>("ledger.commit.duration", "ms", "From a batch's start to its commit.");
    private static readonly Histogram<int> s_batchSize = s_meter.CreateHistogram<int>("ledger.batch.size", "{fact}", "Facts in a batch.");
    private static readonly Histogram<int> s_queueLength = s_meter.CreateHistogram<int>("ledger.queue.length", "{fact}", "Facts that waited when a batch was committed.");

    internal static void Committed(string fact, int size, TimeSpan elapsed, int queued)
    {
        var tag = new KeyValuePair<string, object?>("fact", fact);
        s_commitDuration.Record(elapsed.TotalMilliseconds, tag);
        s_batchSize.Record(size, tag);
        s_queueLength.Record(queued, tag);
    }
}
