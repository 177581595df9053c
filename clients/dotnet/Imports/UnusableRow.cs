namespace LearningActors.Client;

/// <summary>A row that could not be used.</summary>
public sealed record UnusableRow
{
    /// <summary>Where it begins in the file, from 1 on.</summary>
    public required int Line { get; init; }

    /// <summary>Which of the line's rows it is, from 0 on; a line may hold several.</summary>
    public required int Place { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Message { get; init; }

    /// <summary>Without it a position is wrong; false for cash and notes.</summary>
    public required bool MovesPosition { get; init; }
}
