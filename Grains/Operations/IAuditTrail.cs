namespace LearningActors.Operations;

/// <summary>Who did what to what.</summary>
public interface IAuditTrail
{
    /// <summary>Notes what is begun, unless that was noted.</summary>
    Task BeginAsync(AuditEntry entry);

    /// <summary>Forgets what was begun and refused.</summary>
    Task AbandonAsync(Guid id);

    /// <summary>Computes the chain of all entries anew.</summary>
    Task<AuditChain> VerifyAsync();

    /// <summary>Adds an entry, unless it is there; it is not only begun any more.</summary>
    Task WriteAsync(AuditEntry entry);

    /// <summary>A part of the entries.</summary>
    Task<ListPart<AuditRecord>> ListAsync(AuditFilter filter, ListRequest<AuditSort> request);
}
