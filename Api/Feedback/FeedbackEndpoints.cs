using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Feedback;

internal static class FeedbackEndpoints
{
    private const int MostInOneRequest = 1000;
    private const long OneLimit = 32 * 1024;
    private const long ManyLimit = 16 * 1024 * 1024;
    private static readonly ReceivedResult s_received = new();

    internal static void MapFeedback(this IEndpointRouteBuilder api)
    {
        api.MapPost("/api/feedback/{explanationId}", Rate)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithTags("Feedback")
            .WithSummary(
                "Rates an explanation: a thumb, stars, a comment. A later vote of the session completes or replaces the earlier one."
            )
            .Accepts<JsonElement>("application/json")
            .Produces<ReceivedResponse>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(429)
            .ProducesProblem(503)
            .WithExample("""{"helpful": true, "rating": 5, "comment": "Clear.", "session": "a8c1"}""");
        api.MapPost("/api/feedback", RateMany)
            .IsRepeatable()
            .RequireScope(Scopes.Engine)
            .WithTags("Feedback")
            .WithSummary("Takes an array of up to 1 000 votes; each has its own outcome.")
            .Accepts<JsonElement>("application/json")
            .Produces<ReceivedManyResponse>()
            .ProducesProblem(400)
            .ProducesProblem(503)
            .WithExample(
                """[{"explanation_id": "0193a7a2-5d53-7e70-9f0c-6a4c54d1b111", "helpful": true, "session": "a8c1", "feedback_type": "manual"}]"""
            );
        api.MapDelete("/api/sessions/{session}/feedback", Forget)
            .RequireScope(Scopes.Engine)
            .WithTags("Feedback")
            .WithSummary("Forgets a session's comments and its link to its votes; the counts stay.")
            .Produces<ForgottenResponse>();
    }

    private static async Task<IResult> Rate(HttpContext context, string explanationId, IGrainFactory grains, SessionPseudonyms sessions)
    {
        if (!Guid.TryParse(explanationId, out var id))
            return Problems.BadField("explanation_id", "Expected a UUID.");
        var (body, problem) = await JsonBody.ReadAsync(context, OneLimit);
        if (body is null)
            return problem!;
        Vote? vote;
        using (body)
        {
            var errors = new FieldErrors();
            vote = FieldReader.Of(body.Root, "", errors) is { } fields ? ReadVote(fields, id, sessions) : null;
            if (errors.Any)
                return errors.ToResult();
        }

        var outcome = await grains.GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key).Rate(vote!);
        return outcome.Status switch
        {
            VoteStatus.Committed => s_received,
            VoteStatus.NotFound => Problems.NotFound("explanation_id", explanationId),
            VoteStatus.OverQuota => Problems.TooManyRequests(context, outcome.RetryAfter!.Value, OverQuota),
            _ => Problems.BadField("body", outcome.Reason ?? "The database refused it."),
        };
    }

    private static async Task<IResult> RateMany(HttpContext context, IGrainFactory grains, SessionPseudonyms sessions)
    {
        var (body, problem) = await JsonBody.ReadAsync(context, ManyLimit);
        if (body is null)
            return problem!;
        List<Vote> votes = [];
        using (body)
        {
            var errors = new FieldErrors();
            if (body.Root.ValueKind != JsonValueKind.Array)
                errors.Add("body", "Expected an array of votes.");
            else
                JsonItems.Read(
                    body.Root,
                    MostInOneRequest,
                    errors,
                    fields =>
                    {
                        fields.Require("explanation_id", "the explanation that is rated");
                        var id = fields.Guid("explanation_id");
                        if (ReadVote(fields, id ?? Guid.Empty, sessions) is { } vote && id is not null)
                            votes.Add(vote);
                    }
                );
            if (errors.Any)
                return errors.ToResult();
        }

        var outcomes = await grains.GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key).RateMany([.. votes]);
        var results = votes.Zip(outcomes, ReceivedItem.Of).ToArray();
        return TypedResults.Ok(new ReceivedManyResponse(results.Count(result => result.Received), results));
    }

    private static async Task<IResult> Forget(HttpContext context, string session, IGrainFactory grains, SessionPseudonyms sessions)
    {
        session = Uri.UnescapeDataString(session);
        if (session.Length is 0 or > SessionPseudonyms.LongestSession)
            return Problems.BadField("session", $"Expected 1 to {SessionPseudonyms.LongestSession} characters.");
        var votes = await grains.GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key).Forget(sessions.Of(session), context.Key().Name);
        return TypedResults.Ok(new ForgottenResponse(votes));
    }

    internal const string OverQuota =
        "This session has rated as many explanations as it may in an hour. Completing a vote that it gave is always possible.";

    private static Vote? ReadVote(FieldReader fields, Guid explanationId, SessionPseudonyms sessions)
    {
        var helpful = fields.Bool("helpful");
        var rating = fields.Int("rating", 1, 5);
        var comment = fields.Text("comment", 2000, least: 0);
        var session = fields.Text("session", SessionPseudonyms.LongestSession);
        var type = fields.Text("feedback_type", 20) switch
        {
            null or "manual" => FeedbackType.Manual,
            "auto" => FeedbackType.Auto,
            var other => Wrong(other),
        };
        if (!fields.Has("helpful") && !fields.Has("rating"))
            fields.Fault("helpful", "At least one of helpful and rating is needed.");
        return new Vote(
            explanationId,
            session is null ? Guid.Empty : sessions.Of(session),
            helpful,
            rating,
            string.IsNullOrWhiteSpace(comment) ? null : comment,
            type
        );

        FeedbackType Wrong(string other)
        {
            fields.Fault("feedback_type", $"Expected manual or auto, not {JsonSerializer.Serialize(other)}.");
            return FeedbackType.Manual;
        }
    }

    /// <summary>The one answer of the hottest path, as bytes.</summary>
    private sealed class ReceivedResult : IResult
    {
        private static readonly byte[] s_body = """{"received":true}"""u8.ToArray();

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json";
            httpContext.Response.ContentLength = s_body.Length;
            return httpContext.Response.Body.WriteAsync(s_body, httpContext.RequestAborted).AsTask();
        }
    }
}
