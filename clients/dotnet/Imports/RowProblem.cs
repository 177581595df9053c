namespace LearningActors.Client;

/// <summary>Rows that could not be used for the same cause.</summary>
public sealed record RowProblem
{
    /// <summary>What is wrong with them.</summary>
    public required string Message { get; init; }

    /// <summary>How many.</summary>
    public required int Rows { get; init; }

    /// <summary>The line of the first in the file, from 1 on.</summary>
    public required int FirstLine { get; init; }

    /// <summary>They move a position: without them positions are wrong.</summary>
    public required bool MovesPosition { get; init; }
}
