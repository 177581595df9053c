namespace LearningActors.Client;

/// <summary>Whether units fell on the arms as the split says.</summary>
public sealed record SampleRatioReport
{
    /// <summary>Valid at every look.</summary>
    public required double PValue { get; init; }

    /// <summary>The p-value is below 0.01.</summary>
    public required bool IsMismatch { get; init; }

    /// <summary>Distinct units that were explained to, up to yesterday: each once for each split, where it came first.</summary>
    public required long Units { get; init; }

    /// <summary>Units that came to several arms while the split was the same.</summary>
    public required long MultipleExposures { get; init; }
}
