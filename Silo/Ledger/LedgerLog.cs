namespace LearningActors.Ledger;

internal static partial class LedgerLog
{
    [LoggerMessage(LogLevel.Warning, "The database refused one of the {Fact}; its neighbours are not affected")]
    internal static partial void FactRejected(ILogger logger, Exception exception, string fact);

    [LoggerMessage(LogLevel.Error, "A batch of {Count} {Fact} was not committed; the callers are told to send again")]
    internal static partial void BatchFailed(ILogger logger, Exception exception, string fact, int count);

    [LoggerMessage(LogLevel.Information, "Schema step {Step} applied")]
    internal static partial void SchemaApplied(ILogger logger, string step);

    [LoggerMessage(LogLevel.Warning, "The connection that holds this host's lock was lost; trying to take it again")]
    internal static partial void HostLockLost(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Critical, "Another host took this database while the connection was lost; stopping")]
    internal static partial void HostLockTaken(ILogger logger);
}
