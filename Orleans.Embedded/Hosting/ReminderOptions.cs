namespace Orleans.Hosting;

/// <summary>What reminders may be.</summary>
public sealed class ReminderOptions
{
    /// <summary>The least period.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);
}
