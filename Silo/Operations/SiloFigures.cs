using System.Collections.Immutable;
using LearningActors.Ledger;

namespace LearningActors.Operations;

/// <inheritdoc cref="ISiloFigures" />
internal sealed class SiloFigures(IEnumerable<ILedgerWriter> writers, TimeProvider time) : BackgroundService, ISiloFigures
{
    private static readonly TimeSpan s_sampleEvery = TimeSpan.FromSeconds(5);
    private double _cpuPercent;

    /// <inheritdoc />
    public ImmutableArray<LedgerFigures> Ledger => [.. writers.Select(writer => writer.Figures)];

    /// <inheritdoc />
    public long MemoryBytes => Environment.WorkingSet;

    /// <inheritdoc />
    public long ManagedBytes => GC.GetTotalMemory(forceFullCollection: false);

    /// <inheritdoc />
    public long MemoryLimitBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <inheritdoc />
    public double CpuPercent => Volatile.Read(ref _cpuPercent);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_sampleEvery, time);
        var (used, at) = Sample();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var (usedNow, now) = Sample();
                var available = time.GetElapsedTime(at, now) * Environment.ProcessorCount;
                Volatile.Write(ref _cpuPercent, Math.Round(Math.Clamp(100 * ((usedNow - used) / available), 0, 100), 1));
                (used, at) = (usedNow, now);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private (TimeSpan Used, long At) Sample() => (Environment.CpuUsage.TotalTime, time.GetTimestamp());
}
