namespace LearningActors.Client;

/// <summary>Whether units fell on the arms as the split says.</summary>
public sealed record SampleRatioReport
{
    /// <summary>Valid at every look.</summary>
    public required double PValue { get; init; }

    /// <summary>The p-value is below 0.01.</summary>
    public required bool IsMismatch { get; init; }
}
