using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
using LearningActors.Prompts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Experiments;

internal static class ExperimentEndpoints
{
    private const long Limit = 64 * 1024;

    internal static void MapExperiments(this IEndpointRouteBuilder api)
    {
        var tests = api.MapGroup("/api/admin/llm-ab-tests").WithTags("Experiments");
        tests
            .MapGet("/", List)
            .RequireScope(Scopes.Read)
            .WithSummary("The running experiments with their figures of now, and those that ended.")
            .Produces<ExperimentsResponse>()
            .ProducesProblem(400);
        tests
            .MapGet("/{id}", Find)
            .RequireScope(Scopes.Read)
            .WithSummary("One experiment: its report while it runs, its record when it has ended.")
            .Produces<ExperimentReport>()
            .ProducesProblem(404);
        tests
            .MapPost("/", Start)
            .RequireScope(Scopes.Admin)
            .WithSummary("Starts an experiment. One runs for a signal at a time; the champion is one of the arms.")
            .Accepts<JsonElement>("application/json")
            .Produces<StartedResponse>()
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithExample(
                """{"signal": "BUY", "traffic_split": {"v1.0": 0.5, "v1.1": 0.5}, "min_duration_days": 7, "success_metric": "positive_feedback_pct", "decision_rule": "group_sequential", "minimum_detectable_effect": 0.1}"""
            );
        tests
            .MapPost("/{id}/promote", Promote)
            .RequireScope(Scopes.Admin)
            .WithSummary("Ends the experiment with this arm as the champion.")
            .Accepts<JsonElement>("application/json")
            .Produces<ChampionStatus>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithExample("""{"version": "v1.1", "reason": "The desk prefers its tone."}""");
        Command(tests, "stop", "Ends the experiment; the champion stays.", (grain, id, by, reason) => grain.Stop(id, by, reason));
        Command(
            tests,
            "pause",
            "Sends all units to the champion; nothing is promoted meanwhile.",
            (grain, id, by, reason) => grain.Pause(id, by, reason)
        );
        Command(tests, "resume", "Goes on with a paused experiment.", (grain, id, by, _) => grain.Resume(id, by));
        Command(
            tests,
            "rollback",
            "Takes the promotion back that this experiment made.",
            (grain, id, by, reason) => grain.Rollback(id, by, reason)
        );
    }

    private static void Command(
        RouteGroupBuilder tests,
        string name,
        string summary,
        Func<IChampionGrain, string, string, string, Task<Refusal?>> command
    ) =>
        tests
            .MapPost(
                $"/{{id}}/{name}",
                async (string id, HttpContext context, IGrainFactory grains) =>
                {
                    var (reason, problem) = await PromptEndpoints.ReadReasonAsync(context);
                    return reason is null
                        ? problem!
                        : await RunAsync(
                            id,
                            $"experiment.{name}",
                            new { reason },
                            context,
                            grains,
                            grain => command(grain, id, context.Key().Name, reason)
                        );
                }
            )
            .RequireScope(Scopes.Admin)
            .WithSummary(summary)
            .Accepts<JsonElement>("application/json")
            .Produces<ChampionStatus>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithExample("""{"reason": "The feed was wrong on Tuesday."}""");

    private static async Task<IResult> List(string? history, IGrainFactory grains)
    {
        var most = 50;
        if (history is not null && (!int.TryParse(history, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most > 500))
            return Problems.BadField("history", "Expected a whole number from 0 to 500.");
        var active = await Task.WhenAll(SignalTypes.All.Select(signal => grains.GetGrain<IChampionGrain>(signal.Text()).Report()));
        return TypedResults.Ok(
            new ExperimentsResponse(
                [.. active.OfType<ExperimentReport>()],
                await grains.GetGrain<IExperimentHistoryGrain>(IExperimentHistoryGrain.Key).List(most)
            )
        );
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains)
    {
        if (
            SignalOf(id) is { } signal
            && await grains.GetGrain<IChampionGrain>(signal.Text()).Report() is { } report
            && report.Experiment.Id == id
        )
            return TypedResults.Ok(report);
        return await grains.GetGrain<IExperimentHistoryGrain>(IExperimentHistoryGrain.Key).Find(id) is { } ended
            ? TypedResults.Ok(ended)
            : Problems.NotFound("id", id);
    }

    private static async Task<IResult> Start(HttpContext context, IGrainFactory grains)
    {
        var (plan, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields => ExperimentRequests.ReadPlan(fields, context.Key().Name)
        );
        if (plan is null)
            return problem!;
        var started = await grains.GetGrain<IChampionGrain>(plan.Signal.Text()).Start(plan);
        if (started.Refusal is { } refusal)
            return refusal.Field == "signal"
                ? Problems.Conflict(refusal.Field, refusal.Reason)
                : Problems.BadField(refusal.Field, refusal.Reason);
        await context.AuditAsync(grains, "experiment.start", started.Id!, new { arms = plan.Arms, rule = plan.Rule });
        return TypedResults.Ok(new StartedResponse(started.Id!));
    }

    private static async Task<IResult> Promote(string id, HttpContext context, IGrainFactory grains)
    {
        var (promotion, problem) = await JsonBody.ReadObjectAsync(
            context,
            Limit,
            fields =>
            {
                fields.Require("version", "the arm that becomes the champion");
                return (fields.Text("version", 50), PromptEndpoints.ReadReason(fields)) is ({ } version, { } reason)
                    ? new { version, reason }
                    : null;
            }
        );
        return promotion is null
            ? problem!
            : await RunAsync(
                id,
                "experiment.promote",
                promotion,
                context,
                grains,
                grain => grain.Promote(id, promotion.version, context.Key().Name, promotion.reason)
            );
    }

    private static async Task<IResult> RunAsync(
        string id,
        string action,
        object detail,
        HttpContext context,
        IGrainFactory grains,
        Func<IChampionGrain, Task<Refusal?>> command
    )
    {
        if (SignalOf(id) is not { } signal)
            return Problems.NotFound("id", id);
        var champion = grains.GetGrain<IChampionGrain>(signal.Text());
        if (await command(champion) is { } refusal)
        {
            var isKnown =
                refusal.Field != "id"
                || (await champion.Get()).Experiment?.Id == id
                || await grains.GetGrain<IExperimentHistoryGrain>(IExperimentHistoryGrain.Key).Find(id) is not null;
            return isKnown ? Problems.Conflict(refusal.Field, refusal.Reason) : Problems.NotFound("id", id);
        }

        await context.AuditAsync(grains, action, id, detail);
        return TypedResults.Ok(await champion.Get());
    }

    /// <summary>The signal of an id such as <c>BUY-3</c>; null where it is none.</summary>
    private static SignalType? SignalOf(string id) =>
        id.LastIndexOf('-') is var dash and > 0
        && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && SignalTypes.TryParse(id[..dash], out var signal)
            ? signal
            : null;
}

/// <summary>The experiments.</summary>
/// <param name="Active">Those that run or are paused, with figures of now.</param>
/// <param name="History">Those that ended, newest first.</param>
internal sealed record ExperimentsResponse(ImmutableArray<ExperimentReport> Active, ImmutableArray<Experiment> History);

/// <summary>An experiment was started.</summary>
internal sealed record StartedResponse(string Id);
