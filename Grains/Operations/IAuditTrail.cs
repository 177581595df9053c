namespace LearningActors.Operations;

/// <summary>Who did what to what.</summary>
public interface IAuditTrail
{
    /// <summary>Adds an entry, unless it is there.</summary>
    Task WriteAsync(AuditEntry entry);

    /// <summary>A part of the entries.</summary>
    Task<ListPart<AuditRecord>> ListAsync(AuditFilter filter, ListRequest<AuditSort> request);
}
