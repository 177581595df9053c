using System.Collections.Immutable;

namespace LearningActors.Experiments;

/// <summary>What a plan would need at the traffic of the last weeks.</summary>
/// <param name="RequiredPerArm">Answers with votes, or with stars, that each arm needs.</param>
/// <param name="RequiredExplanations">Explanations that each arm needs to confirm a difference in positive votes per explanation.</param>
/// <param name="BaseLine">The champion's rate, or mean.</param>
/// <param name="DetectableEffect">
/// The difference that the sample is planned for: less than was asked for where the champion is so good that a larger one can't be.
/// </param>
/// <param name="ExplanationsPerDay">Explanations for the signal a day.</param>
/// <param name="AnswersPerDay">Answers with a vote that counts a day.</param>
/// <param name="DaysToSample">Days until every arm has its sample, with the window for votes; null where nothing comes in.</param>
/// <param name="DaysToConfirm">Days until a difference is confirmed, too.</param>
/// <param name="MaxDurationDays">Days after which it would end.</param>
/// <param name="SmallestEffect">The smallest difference that would be found by then with the planned power; null where none would.</param>
/// <param name="Warnings">What speaks against the plan, sentences.</param>
[GenerateSerializer, Immutable, Alias("ExperimentForecast")]
public sealed record ExperimentForecast(
    long RequiredPerArm,
    long RequiredExplanations,
    double BaseLine,
    double DetectableEffect,
    double ExplanationsPerDay,
    double AnswersPerDay,
    int? DaysToSample,
    int? DaysToConfirm,
    int MaxDurationDays,
    double? SmallestEffect,
    ImmutableArray<string> Warnings
);

/// <summary>What a plan would need, or why it can't be carried out.</summary>
[GenerateSerializer, Immutable, Alias("ForecastAnswer")]
public sealed record ForecastAnswer(ExperimentForecast? Forecast, ExperimentRefusal? Refusal);
