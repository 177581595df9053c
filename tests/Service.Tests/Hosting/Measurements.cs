using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LearningActors.Tests.Hosting;

/// <summary>What the meter of the service records while this listens, in the whole process.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measurement> _all = new();

    internal Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == LearningMeter.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    internal IReadOnlyCollection<Measurement> All => _all;

    /// <summary>The sum of an instrument's values, of those that have the tags.</summary>
    /// <param name="instrument">Its name.</param>
    /// <param name="tags">As <c>name=value</c>.</param>
    internal double Sum(string instrument, params string[] tags) => Of(instrument, tags).Sum(one => one.Value);

    /// <summary>The values of an instrument that have the tags.</summary>
    internal IEnumerable<Measurement> Of(string instrument, params string[] tags) =>
        _all.Where(one => one.Instrument == instrument && tags.All(tag => one.Tags.Contains(tag)));

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var written = new List<string>();
        foreach (var (name, tag) in tags)
            written.Add(FormattableString.Invariant($"{name}={tag}"));
        _all.Enqueue(new Measurement(instrument.Name, instrument.Unit ?? "", value, written));
    }

    /// <summary>A value, with its tags as <c>name=value</c>.</summary>
    internal sealed record Measurement(string Instrument, string Unit, double Value, IReadOnlyList<string> Tags);
}
