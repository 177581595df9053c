using System.Text.Json;
using LearningActors.Feedback;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace LearningActors.Explanations;

internal static class ExplanationEndpoints
{
    private const int MostInOneRequest = 1000;
    private const long OneLimit = 64 * 1024;
    private const long ManyLimit = 16 * 1024 * 1024;

    internal static void MapExplanations(this IEndpointRouteBuilder api)
    {
        var explanations = api.MapGroup("/api/explanations").WithTags("Explanations");
        explanations
            .MapPost("/", Explain)
            .RequireScope(Scopes.Engine)
            .WithSummary("Explains a signal and records the explanation; with an Idempotency-Key once, however often it is sent.")
            .Accepts<JsonElement>("application/json")
            .AcceptsIdempotencyKey()
            .Produces<ExplanationResponse>()
            .ProducesProblem(400)
            .ProducesProblem(422)
            .ProducesProblem(503)
            .WithExample(
                """{"ticker": "AAPL", "signal": "BUY", "confidence": 0.85, "indicators": {"rsi": 28.5, "macd": {"histogram": 0.42}}, "session": "a8c1"}"""
            );
        explanations
            .MapPost("/log", Log)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithSummary(
                "Records explanations that an engine made: one, or an array of up to 1 000. The same explanation_id is stored once."
            )
            .Accepts<JsonElement>("application/json")
            .Produces<LoggedManyResponse>()
            .ProducesProblem(400)
            .ProducesProblem(503)
            .WithExample(
                """[{"explanation_id": "0193a7a2-5d53-7e70-9f0c-6a4c54d1b111", "ticker": "AAPL", "signal": "BUY", "confidence": 0.85, "indicators": {"rsi": 28.5}, "explanation": "RSI at 28.5 is oversold.", "factors": [{"name": "rsi", "impact": "positive"}], "sentiment": "bullish", "prompt_version": "v1.0", "model_used": "openai"}]"""
            );
        explanations
            .MapGet("/{id}", Find)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("A recorded explanation.")
            .Produces<ExplanationResponse>()
            .ProducesProblem(404);
    }

    private static async Task<IResult> Explain(HttpContext context, IGrainFactory grains, SessionPseudonyms sessions)
    {
        if (!IdempotencyKey.TryRead(context, out var key, out var problem))
            return problem;
        (var body, problem) = await JsonBody.ReadAsync(context, OneLimit);
        if (body is null)
            return problem!;
        SignalToExplain? signal;
        using (body)
        {
            var errors = new FieldErrors();
            signal = FieldReader.Of(body.Root, "", errors) is { } fields ? ExplanationRequests.ReadSignal(fields, sessions) : null;
            if (errors.Any)
                return errors.ToResult();
        }

        var explainer = grains.GetGrain<IExplainerGrain>(LocalWorker.AnyKey(IExplainerGrain.Kind));
        var explanation = key is null
            ? await explainer.Explain(signal!, context.RequestAborted)
            : await explainer.ExplainOnce(key.IdOf("explanation"), signal!, context.RequestAborted);
        return explanation is null ? IdempotencyKey.UsedForAnother() : TypedResults.Ok(ExplanationResponse.Of(explanation));
    }

    private static async Task<IResult> Log(HttpContext context, IGrainFactory grains, SessionPseudonyms sessions, IClock clock)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, ManyLimit);
        if (body is null)
            return problem!;
        List<Explanation> explanations = [];
        bool isArray;
        using (body)
        {
            isArray = body.Root.ValueKind == JsonValueKind.Array;
            var errors = new FieldErrors();
            var now = clock.UtcNow;
            JsonItems.Read(
                body.Root,
                MostInOneRequest,
                errors,
                fields =>
                {
                    if (ExplanationRequests.ReadLogged(fields, sessions, now) is { } explanation)
                        explanations.Add(explanation);
                }
            );
            if (errors.Any)
                return errors.ToResult();
        }

        var outcomes = await grains.GetGrain<IExplanationIntakeGrain>(IExplanationIntakeGrain.Key).Log([.. explanations]);
        var results = explanations
            .Zip(outcomes, (explanation, outcome) => new LoggedResponse(explanation.Id, outcome.Status == LogStatus.Stored, outcome.Reason))
            .ToArray();
        if (!isArray)
            return results[0].Error is { } error ? Problems.BadField("body", error) : TypedResults.Ok(results[0]);
        return TypedResults.Ok(
            new LoggedManyResponse(
                outcomes.Count(outcome => outcome.Status == LogStatus.Stored),
                outcomes.Count(outcome => outcome.Status == LogStatus.Duplicate),
                results
            )
        );
    }

    private static async Task<IResult> Find(string id, IGrainFactory grains)
    {
        if (!Guid.TryParse(id, out var explanationId))
            return Problems.BadField("explanation_id", "Expected a UUID.");
        var explanation = await grains.GetGrain<IExplanationIntakeGrain>(IExplanationIntakeGrain.Key).Find(explanationId);
        return explanation is null ? Problems.NotFound("explanation_id", id) : TypedResults.Ok(ExplanationResponse.Of(explanation));
    }
}
