namespace LearningActors.Client;

/// <summary>What an upload brought.</summary>
public sealed record ImportReceipt : ImportRecord
{
    /// <summary>Executions that this upload stored; 0 for the same file again.</summary>
    public required int New { get; init; }

    /// <summary>Movements of cash that this upload stored.</summary>
    public required int CashNew { get; init; }
}
