namespace LearningActors.Client;

/// <summary>A challenger against the champion within a part.</summary>
public sealed record PartComparison
{
    /// <summary>The part, such as a ticker.</summary>
    public required string Part { get; init; }

    /// <summary>The challenger.</summary>
    public required string Version { get; init; }

    /// <summary>The champion's answers with votes.</summary>
    public required long ChampionAnswers { get; init; }

    /// <summary>The challenger's.</summary>
    public required long Answers { get; init; }

    /// <summary>The champion's mean, in the metric's unit.</summary>
    public required double ChampionMean { get; init; }

    /// <summary>The challenger's.</summary>
    public required double Mean { get; init; }

    /// <summary>Challenger less champion.</summary>
    public required double Difference { get; init; }

    /// <summary>The lower end of the 95 % interval of this part alone.</summary>
    public required double Lower { get; init; }

    /// <summary>Its upper end.</summary>
    public required double Upper { get; init; }

    /// <summary>Two-sided, of this part alone.</summary>
    public required double PValue { get; init; }

    /// <summary>After Benjamini and Hochberg over all parts and challengers: of those below 0.05, 5 % differ by chance.</summary>
    public required double QValue { get; init; }

    /// <summary>The probability that the challenger is better in this part, under a flat prior.</summary>
    public required double ChanceToWin { get; init; }

    /// <summary>What promoting it costs there on average where it is worse.</summary>
    public required double ExpectedLoss { get; init; }
}
