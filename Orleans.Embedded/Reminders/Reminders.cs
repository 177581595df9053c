using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A grain that reminders wake.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>A reminder is due. Ticks can be missed or come twice.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>How grains manage their reminders.</summary>
    public static class GrainReminderExtensions
    {
        /// <summary>Registers a reminder, or changes the one of that name. It outlives the activation and the process.</summary>
        /// <exception cref="ArgumentException">The period is shorter than the least one, a minute by default.</exception>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(
            this Grain grain,
            string reminderName,
            TimeSpan dueTime,
            TimeSpan period,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Service(grain).RegisterOrUpdateAsync(grain.GrainContext.GrainId, reminderName, dueTime, period);
        }

        /// <summary>Removes a reminder.</summary>
        public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Service(grain).UnregisterAsync(grain.GrainContext.GrainId, reminder);
        }

        /// <summary>The reminder of that name, or null.</summary>
        public static Task<IGrainReminder?> GetReminder(
            this Grain grain,
            string reminderName,
            CancellationToken cancellationToken = default
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Service(grain).GetAsync(grain.GrainContext.GrainId, reminderName);
        }

        private static ReminderService Service(Grain grain) => grain.GrainContext.ActivationServices.GetRequiredService<ReminderService>();
    }
}

namespace Orleans.Runtime
{
    /// <summary>A registered reminder.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name, unique in its grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>When a reminder began, its period, and the time of this tick, UTC.</summary>
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When the first tick was due.</summary>
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>From tick to tick.</summary>
        public TimeSpan Period { get; } = period;

        /// <summary>When this tick was made.</summary>
        public DateTime CurrentTickTime { get; } = timeStamp;
    }

    internal sealed record Reminder(GrainId GrainId, string ReminderName, DateTime StartAt, TimeSpan Period, int Version) : IGrainReminder;
}
