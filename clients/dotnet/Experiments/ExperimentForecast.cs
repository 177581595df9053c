namespace LearningActors.Client;

/// <summary>What a plan would need at the traffic of the last weeks.</summary>
public sealed record ExperimentForecast
{
    /// <summary>Answers with votes, or with stars, that each arm needs.</summary>
    public required long RequiredPerArm { get; init; }

    /// <summary>Explanations that each arm needs to confirm a difference in positive votes per explanation.</summary>
    public required long RequiredExplanations { get; init; }

    /// <summary>The champion's rate, or mean.</summary>
    public required double BaseLine { get; init; }

    /// <summary>
    /// The difference that the sample is planned for: less than was asked for where the champion is so good that a larger one can't be.
    /// </summary>
    public required double DetectableEffect { get; init; }

    /// <summary>Explanations for the signal a day.</summary>
    public required double ExplanationsPerDay { get; init; }

    /// <summary>Answers with a vote that counts a day.</summary>
    public required double AnswersPerDay { get; init; }

    /// <summary>Days until every arm has its sample, with the window for votes; null where nothing comes in.</summary>
    public required int? DaysToSample { get; init; }

    /// <summary>Days until a difference is confirmed, too.</summary>
    public required int? DaysToConfirm { get; init; }

    /// <summary>Days after which it would end.</summary>
    public required int MaxDurationDays { get; init; }

    /// <summary>The smallest difference that would be found by then with the planned power; null where none would.</summary>
    public required double? SmallestEffect { get; init; }

    /// <summary>What speaks against the plan, sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
