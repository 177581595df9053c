namespace LearningActors.Client;

/// <summary>The executions of one order.</summary>
public sealed record ExecutedOrder
{
    /// <summary>The broker's order number, or the id of the execution where it gives none.</summary>
    public required string OrderId { get; init; }

    /// <summary>When its first fill was executed, UTC.</summary>
    public required DateTimeOffset ExecutedAt { get; init; }

    /// <summary>What its legs are together, such as <c>vertical</c>.</summary>
    public required string Structure { get; init; }

    /// <summary>In order of their time.</summary>
    public required IReadOnlyList<Execution> Executions { get; init; }
}
