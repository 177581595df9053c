using System.IO.MemoryMappedFiles;
using NodaTime;

namespace LearningActors.Benchmarks.Chaos;

/// <summary>
/// A learning clock that several processes share: the real time and what a file says that it is ahead of it. One process moves it, and
/// the hosts see that at once; what they measure and wait by stays the real time.
/// </summary>
internal sealed class SharedClock : IClock, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _ticks;

    /// <summary>Opens the file, or makes it.</summary>
    internal SharedClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        _ticks = _file.CreateViewAccessor();
    }

    /// <summary>How far it is ahead of the real time; negative where it is behind.</summary>
    internal TimeSpan Ahead
    {
        get => TimeSpan.FromTicks(_ticks.ReadInt64(0));
        set => _ticks.Write(0, value.Ticks);
    }

    /// <inheritdoc />
    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + Duration.FromTicks(Ahead.Ticks);

    public void Dispose()
    {
        _ticks.Dispose();
        _file.Dispose();
    }
}
