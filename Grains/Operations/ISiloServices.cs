using System.Collections.Immutable;

namespace LearningActors.Operations;

/// <summary>What a silo tells its operators, and the keys and audit that its database holds.</summary>
public interface ISiloServices
{
    /// <summary>How the ledger's writers do.</summary>
    ImmutableArray<LedgerFigures> LedgerFigures { get; }

    /// <summary>The keys that may call.</summary>
    Task<ImmutableArray<ApiKey>> ReadApiKeysAsync();

    /// <summary>The database answers.</summary>
    Task<bool> IsReadyAsync();

    /// <summary>Records what somebody did.</summary>
    Task AuditAsync(AuditEntry entry);
}
