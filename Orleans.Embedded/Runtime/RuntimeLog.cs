using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

internal static partial class RuntimeLog
{
    [LoggerMessage(LogLevel.Error, "Grain {GrainId} failed to activate")]
    internal static partial void ActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(LogLevel.Warning, "Grain {GrainId} failed in OnDeactivateAsync")]
    internal static partial void DeactivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(LogLevel.Warning, "A timer of grain {GrainId} failed")]
    internal static partial void TimerTickFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(LogLevel.Warning, "A one-way request to grain {GrainId} failed")]
    internal static partial void OneWayFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(LogLevel.Warning, "Reminder {Reminder} of grain {GrainId} failed; it ticks again at its next period")]
    internal static partial void ReminderFailed(ILogger logger, Exception exception, string reminder, GrainId grainId);

    [LoggerMessage(LogLevel.Warning, "Reminders could not be read; trying again in {Delay}")]
    internal static partial void RemindersUnreadable(ILogger logger, Exception exception, TimeSpan delay);
}
