namespace LearningActors.Access;

/// <summary>What a person is in the desk; it decides what they may do.</summary>
[GenerateSerializer, Alias("Role")]
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Also rates explanations, gives reasons and imports histories.</summary>
    Trader,

    /// <summary>Also decides: reviews, promotions, experiments, changes of the algorithm.</summary>
    Analyst,

    /// <summary>Reads, and runs the service: cycles, grains, the audit trail.</summary>
    Operator,

    /// <summary>May do everything, people and keys included.</summary>
    Admin,
}
