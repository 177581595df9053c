using NodaTime;

namespace LearningActors;

/// <summary>The clock that learning depends on.</summary>
/// <remarks>
/// It is NodaTime's <see cref="IClock"/>, and never the <see cref="TimeProvider"/> of the container: the grain runtime takes its
/// own time from there (membership, timers, time-outs), and that must not be driven. A test or a simulation moves the
/// <see cref="IClock"/> and then wakes the cycles. How long something took is measured by the <see cref="TimeProvider"/>.
/// </remarks>
public static class LearningClock
{
    extension(IClock clock)
    {
        /// <summary>The instant by the learning clock, UTC.</summary>
        public DateTimeOffset UtcNow => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}
