using LearningActors.Feedback;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace LearningActors.Explanations;

internal static class ExplanationEndpoints
{
    private const int MaxItems = 1000;

    internal static void MapExplanations(this IEndpointRouteBuilder api)
    {
        var explanations = api.MapGroup("/api/explanations").WithTags("Explanations");
        explanations
            .MapPost("/", Explain)
            .RequireScope(Scope.Engine)
            .WithName("explain")
            .WithSummary("Explains a signal and records the explanation; with an Idempotency-Key once, however often it is sent.")
            .WithDescription(
                "Where the database is away or does not commit in time, the explanation is given all the same, with `recorded: false` "
                    + "and without an `explanation_id`: it can't be rated. After a time-out it may be stored nonetheless. The same request "
                    + "with its Idempotency-Key, sent again when the database is back, is explained anew and recorded."
            )
            .AcceptsIdempotencyKey()
            .Produces<ExplanationResponse>()
            .ProducesProblem(422)
            .WithBody(
                ExplanationRequests.Signal,
                """
                {
                  "ticker": "AAPL",
                  "signal": "BUY",
                  "confidence": 0.85,
                  "indicators": {"rsi": 28.5, "macd": {"histogram": 0.42}},
                  "session": "a8c1"
                }
                """
            );
        explanations
            .MapPost("/log", Log)
            .IsRepeatable()
            .RequireScope(Scope.Engine)
            .WithName("logExplanations")
            .WithSummary(
                "Records explanations that an engine made: one, or an array of up to 1 000. The same explanation_id is stored once. "
                    + "With generated_at they land on their own days, also on days that were summed up before."
            )
            .Produces<ItemsResponse<LoggedExplanation>>()
            .WithItems(
                ExplanationRequests.Logged,
                """
                [{
                  "explanation_id": "0193a7a2-5d53-7e70-9f0c-6a4c54d1b111",
                  "ticker": "AAPL",
                  "signal": "BUY",
                  "confidence": 0.85,
                  "indicators": {"rsi": 28.5},
                  "explanation": "RSI at 28.5 is oversold.",
                  "factors": [{"name": "rsi", "impact": "positive"}],
                  "sentiment": "bullish",
                  "prompt_version": "v1.0",
                  "model_used": "openai"
                }]
                """,
                MaxItems
            );
        explanations
            .MapGet("/{explanation_id}", Find)
            .RequireScope(Scope.Engine, Scope.Read, RaterIdentity.Scope)
            .AllowPages()
            .WithName("getExplanation")
            .WithSummary("A recorded explanation.")
            .Produces<ExplanationResponse>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> Explain(HttpContext context, IGrainFactory grains, SessionPseudonyms sessions)
    {
        if (!IdempotencyKey.TryRead(context, out var key, out var problem))
            return problem;
        (var signal, problem) = await JsonBody.ReadObjectAsync(context, fields => ExplanationRequests.ReadSignal(fields, sessions));
        if (signal is null)
            return problem!;
        var explainer = grains.GetGrain<IExplainerGrain>(LocalWorker.AnyKey(IExplainerGrain.Kind));
        var served = key is null
            ? await explainer.Explain(signal, context.RequestAborted)
            : await explainer.ExplainOnce(key.IdOf("explanation"), signal, context.RequestAborted);
        return served is null ? IdempotencyKey.UsedForAnother() : TypedResults.Ok(ExplanationResponse.Of(served));
    }

    private static async Task<IResult> Log(
        HttpContext context,
        IGrainFactory grains,
        SessionPseudonyms sessions,
        LearningApiOptions options,
        IClock clock
    )
    {
        var now = clock.UtcNow;
        var (items, problem) = await JsonBody.ReadItemsAsync(
            context,
            fields => ExplanationRequests.ReadLogged(fields, sessions, now, options.MaxBackfillDays)
        );
        if (items is null)
            return problem!;
        var outcomes = items.Good.IsEmpty
            ? []
            : await grains.GetGrain<IExplanationIntakeGrain>(IExplanationIntakeGrain.Key).Log(items.Good);
        return ItemsResponse.Of(items.Outcomes(outcomes, OutcomeOf), items.IsArray, LoggedExplanation.Of);
    }

    private static ItemOutcome OutcomeOf(Explanation explanation, LogOutcome outcome) =>
        outcome.Status == LogStatus.Rejected
            ? ItemOutcome.Refused($"{explanation.Id}", "body", outcome.Reason ?? "The database refused it.")
            : ItemOutcome.Taken($"{explanation.Id}", outcome.Status == LogStatus.Stored);

    private static async Task<IResult> Find(HttpContext context, [FromRoute(Name = "explanation_id")] string id, IGrainFactory grains)
    {
        if (!Guid.TryParse(id, out var explanationId))
            return Problems.BadField("explanation_id", "Expected a UUID.");
        if (context.Caller() is RaterIdentity page && !page.MaySee(explanationId))
            return FeedbackEndpoints.NotOfToken();
        var explanation = await grains.GetGrain<IExplanationIntakeGrain>(IExplanationIntakeGrain.Key).Find(explanationId);
        return explanation is null
            ? Problems.NotFound("explanation_id", id)
            : TypedResults.Ok(ExplanationResponse.Of(explanation, isRecorded: true));
    }
}
