using LearningActors.Http;
using LearningActors.Operations;
using LearningActors.Prompts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Experiments;

internal static class ExperimentEndpoints
{
    private static readonly ChoiceField<SignalType> s_signal = new("signal", "whose prompts are compared; all where it is not given")
    {
        Example = "BUY",
    };
    private static readonly ChoiceField<DecisionKind> s_outcome = new(
        "outcome",
        "how those in the history ended; all where it is not given"
    )
    {
        Example = "promoted",
    };
    private static readonly ListFields<ExperimentSort> s_list = new(
        "-ended_at",
        [("ended_at", ExperimentSort.EndedAt, SortKind.Time), ("started_at", ExperimentSort.StartedAt, SortKind.Time)],
        [s_signal, s_outcome],
        limit: 50,
        maxLimit: 500
    )
    {
        IsTable = false,
    };
    private static readonly ChoiceField<BreakdownBy> s_by = new("by", "what makes the parts") { Default = "ticker" };
    private static readonly TextField s_version = new("version", "the arm that becomes the champion", 50) { IsRequired = true };
    private static readonly BodySchema s_promotion = new("Promotion", s_version, PromptEndpoints.ReasonField);

    private const string PlanExample = """
        {"signal": "BUY", "traffic_split": {"v1.0": 0.5, "v1.1": 0.5}, "min_duration_days": 7,
         "success_metric": "positive_feedback_pct", "decision_rule": "group_sequential", "minimum_detectable_effect": 0.1}
        """;

    internal static void MapExperiments(this IEndpointRouteBuilder api)
    {
        var tests = api.MapGroup("/api/admin/llm-ab-tests").WithTags("Experiments");
        tests
            .MapGet("/", List)
            .RequireScope(Scope.Read)
            .WithName("listExperiments")
            .WithSummary(
                "The running experiments with their figures of now, and a part of those that ended: sort, limit and cursor are of these."
            )
            .Produces<ExperimentsResponse>()
            .WithQuery(s_list.Query);
        tests
            .MapGet("/{id}", Find)
            .RequireScope(Scope.Read)
            .WithName("getExperiment")
            .WithSummary("One experiment with its figures: those of now while it runs, those of its decision afterwards.")
            .Produces<ExperimentReport>()
            .ProducesProblem(404);
        tests
            .MapGet("/{id}/breakdown", Breakdown)
            .RequireScope(Scope.Read)
            .WithName("breakDownExperiment")
            .WithSummary("Its challengers against the champion within parts of what it counted. To look at: it decides nothing.")
            .Produces<ExperimentBreakdown>()
            .ProducesProblem(404)
            .WithQuery(s_by);
        tests
            .MapPost("/", Start)
            .RequireScope(Scope.Decide)
            .WithName("startExperiment")
            .WithSummary("Starts an experiment. One runs for a signal at a time; the champion is one of the arms.")
            .Produces<StartedResponse>()
            .ProducesProblem(409)
            .WithBody(ExperimentRequests.Plan, PlanExample);
        tests
            .MapPost("/forecast", Forecast)
            .RequireScope(Scope.Read)
            .WithName("forecastExperiment")
            .WithSummary("What a plan would need at the traffic of the last four weeks, and what speaks against it. Nothing is started.")
            .Produces<ExperimentForecast>()
            .ProducesProblem(409)
            .WithBody(ExperimentRequests.Plan, PlanExample);
        tests
            .MapPost("/{id}/promote", Promote)
            .RequireScope(Scope.Decide)
            .WithName("promoteArm")
            .WithSummary("Ends the experiment with this arm as the champion.")
            .Produces<ChampionStatus>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(s_promotion, """{"version": "v1.1", "reason": "The desk prefers its tone."}""");
        Command(tests, "stop", "Ends the experiment; the champion stays.", (grain, by, reason) => grain.Stop(by, reason));
        Command(
            tests,
            "pause",
            "Sends all units to the champion; nothing is promoted meanwhile.",
            (grain, by, reason) => grain.Pause(by, reason)
        );
        Command(tests, "resume", "Goes on with a paused experiment.", (grain, by, _) => grain.Resume(by));
        Command(
            tests,
            "rollback",
            "Takes the promotion back that this experiment made, and stops what runs.",
            (grain, by, reason) => grain.Rollback(by, reason)
        );
        // Of a prompt's capability by its path; but what runs is stopped with it.
        api.MapPost("/api/admin/prompts/{signal}/rollback", Rollback)
            .WithTags("Prompts")
            .RequireScope(Scope.Decide)
            .WithName("rollBackPrompt")
            .WithSummary("Makes the former champion the champion again, and stops what runs.")
            .Produces<ChampionStatus>()
            .ProducesProblem(409)
            .WithBody(PromptEndpoints.Reason, """{"reason": "Readers complain about the new wording."}""");
        api.MapPost("/api/admin/prompts/{signal}/holdout/end", EndHoldout)
            .WithTags("Prompts")
            .RequireScope(Scope.Decide)
            .WithName("endHoldout")
            .WithSummary("Ends the comparison of the last promotion with the champion before it: the promotion stands.")
            .Produces<ChampionStatus>()
            .ProducesProblem(409)
            .WithBody(PromptEndpoints.Reason, """{"reason": "The next experiment shall start on Monday."}""");
    }

    private static void Command(
        RouteGroupBuilder tests,
        string name,
        string summary,
        Func<IExperimentGrain, string, string, Task<ExperimentRefusal?>> command
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
                            grain => command(grain, context.Caller().Name, reason)
                        );
                }
            )
            .RequireScope(Scope.Decide)
            .WithName($"{name}Experiment")
            .WithSummary(summary)
            .Produces<ChampionStatus>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(PromptEndpoints.Reason, """{"reason": "The feed was wrong on Tuesday."}""");

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new ExperimentFilter(query.Read(s_signal), query.Read(s_outcome));
        var request = s_list.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var coordinators = SignalTypes
            .All.Where(signal => filter.Signal is null || filter.Signal == signal)
            .Select(signal => grains.GetGrain<IExperimentCoordinatorGrain>(signal.Text()))
            .ToArray();
        var active = await Task.WhenAll(coordinators.Select(one => one.Report()));
        var streams = await Task.WhenAll(coordinators.Select(one => one.Stream()));
        var ended = await grains.GetGrain<IExperimentHistoryGrain>(IExperimentHistoryGrain.Key).List(filter, request);
        return TypedResults.Ok(
            new ExperimentsResponse([.. active.OfType<ExperimentReport>()], [.. streams], ended.Items, s_list.Next(query, ended.Next))
        );
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains) =>
        ExperimentIds.TryParse(id, out _) && await grains.GetGrain<IExperimentGrain>(id).Report() is { } report
            ? TypedResults.Ok(report)
            : Problems.NotFound("id", id);

    private static async Task<IResult> Start(HttpContext context, IGrainFactory grains)
    {
        var (plan, problem) = await JsonBody.ReadObjectAsync(context, fields => ExperimentRequests.ReadPlan(fields, context.Caller().Name));
        if (plan is null)
            return problem!;
        await context.BeginAuditAsync(grains, "experiment.start", plan.Signal.Text());
        var started = await grains.GetGrain<IExperimentCoordinatorGrain>(plan.Signal.Text()).Start(plan);
        if (started.Refusal is { } refusal)
            return ExperimentAnswers.Refused(refusal, plan.Signal.Text());
        await context.AuditAsync(after: new { plan.Arms, plan.Rule }, subject: started.Id);
        return TypedResults.Ok(new StartedResponse(started.Id!, started.Forecast));
    }

    private static async Task<IResult> Breakdown(string id, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var by = query.Read(s_by) ?? BreakdownBy.Ticker;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return ExperimentIds.TryParse(id, out _) && await grains.GetGrain<IExperimentGrain>(id).Breakdown(by) is { } breakdown
            ? TypedResults.Ok(breakdown)
            : Problems.NotFound("id", id);
    }

    private static async Task<IResult> Forecast(HttpContext context, IGrainFactory grains)
    {
        var (plan, problem) = await JsonBody.ReadObjectAsync(context, fields => ExperimentRequests.ReadPlan(fields, context.Caller().Name));
        if (plan is null)
            return problem!;
        var answer = await grains.GetGrain<IExperimentCoordinatorGrain>(plan.Signal.Text()).Forecast(plan);
        return answer.Refusal is { } refusal ? ExperimentAnswers.Refused(refusal, plan.Signal.Text()) : TypedResults.Ok(answer.Forecast!);
    }

    private static async Task<IResult> Promote(string id, HttpContext context, IGrainFactory grains)
    {
        var (promotion, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
                (fields.Read(s_version), PromptEndpoints.ReadReason(fields)) is ({ } version, { } reason) ? new { version, reason } : null
        );
        return promotion is null
            ? problem!
            : await RunAsync(
                id,
                "experiment.promote",
                promotion,
                context,
                grains,
                grain => grain.Promote(promotion.version, context.Caller().Name, promotion.reason)
            );
    }

    private static async Task<IResult> Rollback(string signal, HttpContext context, IGrainFactory grains)
    {
        if (!SignalTypes.TryParse(signal, out var parsed))
            return Problems.BadField("signal", "Expected BUY, SELL or HOLD.");
        var (reason, problem) = await PromptEndpoints.ReadReasonAsync(context);
        if (reason is null)
            return problem!;
        await context.BeginAuditAsync(grains, "prompt.rollback", parsed.Text());
        var before = await grains.GetGrain<IChampionGrain>(parsed.Text()).Get();
        if (await grains.GetGrain<IExperimentCoordinatorGrain>(parsed.Text()).Rollback(context.Caller().Name, reason) is { } refusal)
            return Problems.Conflict("signal", refusal.Reason);
        var after = await grains.GetGrain<IChampionGrain>(parsed.Text()).Get();
        await context.AuditAsync(new { reason }, new { before.Champion }, new { after.Champion });
        return TypedResults.Ok(after);
    }

    private static async Task<IResult> EndHoldout(string signal, HttpContext context, IGrainFactory grains)
    {
        if (!SignalTypes.TryParse(signal, out var parsed))
            return Problems.BadField("signal", "Expected BUY, SELL or HOLD.");
        var (reason, problem) = await PromptEndpoints.ReadReasonAsync(context);
        if (reason is null)
            return problem!;
        await context.BeginAuditAsync(grains, "prompt.holdout.end", parsed.Text());
        if (await grains.GetGrain<IExperimentCoordinatorGrain>(parsed.Text()).EndHoldout() is { } refusal)
            return Problems.Conflict("signal", refusal.Reason);
        await context.AuditAsync(new { reason });
        return TypedResults.Ok(await grains.GetGrain<IChampionGrain>(parsed.Text()).Get());
    }

    private static async Task<IResult> RunAsync(
        string id,
        string action,
        object detail,
        HttpContext context,
        IGrainFactory grains,
        Func<IExperimentGrain, Task<ExperimentRefusal?>> command
    )
    {
        if (!ExperimentIds.TryParse(id, out var signal))
            return Problems.NotFound("id", id);
        var champion = grains.GetGrain<IChampionGrain>(signal.Text());
        var before = await champion.Get();
        await context.BeginAuditAsync(grains, action, id);
        if (await command(grains.GetGrain<IExperimentGrain>(id)) is { } refusal)
            return ExperimentAnswers.Refused(refusal, id);
        var after = await champion.Get();
        await context.AuditAsync(detail, new { before.Champion }, new { after.Champion });
        return TypedResults.Ok(after);
    }
}
