namespace LearningActors.AlgorithmChanges;

/// <summary>What the grain of a change keeps.</summary>
public sealed record AlgorithmChangeState
{
    /// <summary>Null before it is proposed.</summary>
    public AlgorithmChange? Change { get; init; }
}
