namespace LearningActors.Client;

/// <summary>Pearson's χ² over all arms' positive and other votes.</summary>
public sealed record OmnibusTest
{
    /// <summary>The statistic.</summary>
    public required double ChiSquared { get; init; }

    /// <summary>Arms − 1.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Its p-value.</summary>
    public required double PValue { get; init; }

    /// <summary>The strength of the association of arm and vote, 0..1.</summary>
    public required double CramersV { get; init; }

    /// <summary>Corrected for the bias of small samples.</summary>
    public required double CramersVCorrected { get; init; }

    /// <summary>The smallest expected count of a cell; below 5 the p-value is rough.</summary>
    public required double MinExpected { get; init; }
}
