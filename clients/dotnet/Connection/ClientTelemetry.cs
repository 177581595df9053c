using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LearningActors.Client;

/// <summary>What the client measures and traces.</summary>
public static class ClientTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "LearningActors.Client";

    private static readonly Meter s_meter = new(Name);
    private static readonly ActivitySource s_activities = new(Name);

    private static readonly Counter<long> s_items = s_meter.CreateCounter<long>(
        "learningactors.client.items",
        "{item}",
        "Items whose outcome is known, by kind and outcome: committed, refused or failed."
    );
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>(
        "learningactors.client.retries",
        "{request}",
        "Batches that were sent again, by kind."
    );
    private static readonly Counter<long> s_failovers = s_meter.CreateCounter<long>(
        "learningactors.client.failovers",
        "{failover}",
        "Times that an address did not answer and another was taken, by the address."
    );
    private static readonly Histogram<int> s_batch = s_meter.CreateHistogram<int>(
        "learningactors.client.batch.items",
        "{item}",
        "Items of a request, by kind."
    );
    private static readonly Histogram<double> s_commit = s_meter.CreateHistogram<double>(
        "learningactors.client.commit.duration",
        "s",
        "From the first item of a batch being taken up to its outcome, by kind."
    );
    private static readonly UpDownCounter<long> s_queued = s_meter.CreateUpDownCounter<long>(
        "learningactors.client.queued",
        "{item}",
        "Items that wait for their outcome, by kind."
    );
    private static readonly Counter<long> s_refreshes = s_meter.CreateCounter<long>(
        "learningactors.client.refreshes",
        "{refresh}",
        "Reads of snapshots, by snapshot and outcome: changed, same or failed."
    );

    internal static void Queued(string kind, long change) => s_queued.Add(change, Kind(kind));

    internal static void Outcome(string kind, string outcome) =>
        s_items.Add(1, Kind(kind), new KeyValuePair<string, object?>("outcome", outcome));

    internal static void Retried(string kind) => s_retries.Add(1, Kind(kind));

    internal static void FailedOver(Uri address) =>
        s_failovers.Add(1, new KeyValuePair<string, object?>("server.address", address.Authority));

    internal static void Sent(string kind, int items, TimeSpan took)
    {
        s_batch.Record(items, Kind(kind));
        s_commit.Record(took.TotalSeconds, Kind(kind));
    }

    internal static void Refreshed(string snapshot, string outcome) =>
        s_refreshes.Add(1, new KeyValuePair<string, object?>("snapshot", snapshot), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>The activity of a batch, linked to those in which its items were given; null where nobody listens.</summary>
    internal static Activity? StartBatch(string kind, IEnumerable<ActivityContext> callers)
    {
        if (!s_activities.HasListeners())
            return null;
        const int mostLinks = 128;
        var links = callers.Where(one => one != default).Distinct().Take(mostLinks).Select(one => new ActivityLink(one));
        return s_activities.StartActivity($"batch {kind}", ActivityKind.Client, default(ActivityContext), links: links);
    }

    private static KeyValuePair<string, object?> Kind(string kind) => new("kind", kind);
}
