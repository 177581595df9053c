namespace LearningActors.Client;

/// <summary>What a split is made of.</summary>
public sealed record SplitFigures
{
    /// <summary>Train or test. One of <c>train</c>, <c>test</c>.</summary>
    public required string Split { get; init; }

    /// <summary>Lines.</summary>
    public required int Examples { get; init; }

    /// <summary>Tokens of all lines.</summary>
    public required long Tokens { get; init; }

    /// <summary>Length of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Hash of the file, in hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
