using System.Diagnostics.Metrics;

namespace LearningActors.Ledger;

/// <summary>The instruments of the ledger, in the meter <c>LearningActors</c>; the tag <c>fact</c> names the kind.</summary>
internal static class LedgerMeter
{
    private static readonly Histogram<double> s_commitDuration = LearningMeter.Meter.CreateHistogram<double>(
        "ledger.commit.duration",
        "s",
        "From a batch's start to its commit.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
        }
    );
    private static readonly Histogram<int> s_batchSize = LearningMeter.Meter.CreateHistogram<int>(
        "ledger.batch.size",
        "{fact}",
        "Facts in a batch.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] }
    );
    private static readonly Histogram<int> s_queueLength = LearningMeter.Meter.CreateHistogram<int>(
        "ledger.queue.length",
        "{fact}",
        "Facts that waited when a batch was committed.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 10, 100, 1000, 5000, 10_000, 20_000, 50_000] }
    );

    internal static void Committed(string fact, int size, TimeSpan elapsed, int queued)
    {
        var tag = new KeyValuePair<string, object?>("fact", fact);
        s_commitDuration.Record(elapsed.TotalSeconds, tag);
        s_batchSize.Record(size, tag);
        s_queueLength.Record(queued, tag);
    }
}
