namespace LearningActors.Operations;

/// <summary>Who did what to what.</summary>
public interface IAuditTrail
{
    /// <summary>Adds an entry, unless it is there.</summary>
    Task WriteAsync(AuditEntry entry);

    /// <summary>Entries, the newest first.</summary>
    Task<AuditPage> FindAsync(AuditQuery query);
}
