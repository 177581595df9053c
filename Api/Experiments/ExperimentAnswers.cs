using System.Collections.Immutable;
using LearningActors.Http;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Experiments;

/// <summary>What requests about experiments are answered.</summary>
internal static class ExperimentAnswers
{
    /// <summary>The answer to a refusal: what can't be in a plan is a bad request, what can't be now is a conflict.</summary>
    internal static IResult Refused(ExperimentRefusal refusal, string id) =>
        refusal.Kind switch
        {
            ExperimentRefusalKind.Unknown => Problems.NotFound("id", id),
            ExperimentRefusalKind.TrafficSplit => Problems.BadField("traffic_split", refusal.Reason),
            ExperimentRefusalKind.Duration => Problems.BadField("min_duration_days", refusal.Reason),
            ExperimentRefusalKind.Deadline => Problems.BadField("max_duration_days", refusal.Reason),
            ExperimentRefusalKind.VoteWindow => Problems.BadField("vote_window_days", refusal.Reason),
            ExperimentRefusalKind.WinnerThreshold => Problems.BadField("winner_threshold", refusal.Reason),
            ExperimentRefusalKind.Power => Problems.BadField("power", refusal.Reason),
            ExperimentRefusalKind.Effect => Problems.BadField("minimum_detectable_effect", refusal.Reason),
            ExperimentRefusalKind.SignalIsTaken
            or ExperimentRefusalKind.ChampionChanged
            or ExperimentRefusalKind.HoldoutRuns
            or ExperimentRefusalKind.NoHoldout => Problems.Conflict("signal", refusal.Reason),
            ExperimentRefusalKind.NotAnArm or ExperimentRefusalKind.ArmWasDropped or ExperimentRefusalKind.AlreadyChampion =>
                Problems.Conflict("version", refusal.Reason),
            ExperimentRefusalKind.Ended
            or ExperimentRefusalKind.Paused
            or ExperimentRefusalKind.FirstChampion
            or ExperimentRefusalKind.NotTheLastPromotion => Problems.Conflict("id", refusal.Reason),
            _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Kind, "Not a refusal."),
        };
}

/// <summary>Experiments that run, and a part of those that ended.</summary>
/// <param name="Active">Those that run or are paused, with figures of now.</param>
/// <param name="Streams">For each signal what its experiments add up to.</param>
/// <param name="History">Some of those that ended.</param>
/// <param name="NextCursor">Given as <c>cursor</c>, it brings more of the history; null where nothing follows.</param>
internal sealed record ExperimentsResponse(
    ImmutableArray<ExperimentReport> Active,
    ImmutableArray<ExperimentStream> Streams,
    ImmutableArray<Experiment> History,
    string? NextCursor
);

/// <summary>An experiment was started.</summary>
/// <param name="Id">The signal and a number, such as <c>BUY-3</c>.</param>
/// <param name="Forecast">What it is expected to need, with what speaks against it; null where that is not known.</param>
internal sealed record StartedResponse(string Id, ExperimentForecast? Forecast);
