using LearningActors.Alerts;
using LearningActors.Experiments;
using LearningActors.Models;

namespace LearningActors.FineTuning;

/// <summary>How a tuned model changes: from state to state, without effects.</summary>
internal static class TunedModelProgress
{
    /// <summary>How long an endpoint may not know a model that was just made.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>It is registered, and waits for its test.</summary>
    internal static TunedModelState Register(RegisteredModel registered, TuningPlan plan) =>
        new()
        {
            Model = new TunedModel(
                registered.Name,
                registered.ProviderModel,
                plan.BaseModel,
                plan.Dataset,
                plan.Id,
                registered.InputUsdPerMillionTokens,
                registered.OutputUsdPerMillionTokens,
                registered.RegisteredAt,
                TunedModelStatus.Testing,
                null,
                [
                    .. SignalTypes.All.Select(signal => new ModelComparison(
                        signal,
                        ComparisonStatus.Waiting,
                        null,
                        null,
                        "It is tested on held-out examples first."
                    )),
                ],
                1
            ),
        };

    /// <summary>Its endpoint does not know it yet; after a while it counts as not fit.</summary>
    internal static TunedModelState NotKnownYet(TunedModelState state, SmokeReport report, DateTimeOffset now)
    {
        var since = state.UnknownSince ?? now;
        return now - since >= Patience ? Tested(state, report) : state with { UnknownSince = since };
    }

    /// <summary>It was tested.</summary>
    internal static TunedModelState Tested(TunedModelState state, SmokeReport report) =>
        Changed(
            state with
            {
                UnknownSince = null,
            },
            model => model with { Smoke = report, Status = report.Failure is null ? TunedModelStatus.Ready : TunedModelStatus.Rejected }
        );

    /// <summary>How it stands for a signal; the same state where that is known.</summary>
    internal static TunedModelState WithComparison(TunedModelState state, ModelComparison comparison)
    {
        var known = Of(state.Model!, comparison.Signal);
        return known == comparison
            ? state
            : Changed(state, model => model with { Comparisons = model.Comparisons.Replace(known, comparison) });
    }

    /// <summary>How it stands for a signal.</summary>
    internal static ModelComparison Of(TunedModel model, SignalType signal) => model.Comparisons.Single(one => one.Signal == signal);

    /// <summary>Nothing of it is left to be watched.</summary>
    internal static bool IsOver(TunedModel model) =>
        model.Status == TunedModelStatus.Rejected
        || (
            model.Status == TunedModelStatus.Ready
            && model.Comparisons.All(one =>
                one.Status is not (ComparisonStatus.Waiting or ComparisonStatus.Comparing or ComparisonStatus.Serving)
            )
        );

    /// <summary>What the end of its comparison means.</summary>
    internal static ModelComparison Ended(ModelComparison comparison, ExperimentDecision decision) =>
        comparison with
        {
            Status =
                decision.Winner == comparison.Version ? ComparisonStatus.Serving
                : decision.Kind == DecisionKind.Stopped ? ComparisonStatus.Stopped
                : ComparisonStatus.NotBetter,
            Note = decision.Reason,
        };

    /// <summary>What people are told when it was tested.</summary>
    internal static Alert Announcement(TunedModel model) =>
        model.Smoke!.Failure is { } failure
            ? new Alert($"tuned-model/{model.Name}", AlertKind.FineTuningFailed, $"{model.Name} gets no traffic", failure)
            : new Alert(
                $"tuned-model/{model.Name}",
                AlertKind.FineTuning,
                $"{model.Name} is compared with the champions",
                $"{model.Smoke.Sound} of {model.Smoke.Asked} answers to held-out examples are sound. "
                    + "It replaces a champion only where it is better by enough."
            );

    private static TunedModelState Changed(TunedModelState state, Func<TunedModel, TunedModel> change) =>
        state with
        {
            Model = change(state.Model!) with { Revision = state.Model!.Revision + 1 },
        };
}
