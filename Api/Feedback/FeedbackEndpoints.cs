using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Feedback;

internal static class FeedbackEndpoints
{
    private const int MaxItems = 1000;
    private static readonly GuidField s_id = new("explanation_id", "the explanation that is rated") { IsRequired = true };
    private static readonly BoolField s_helpful = new("helpful", "the thumb; this or rating is needed");
    private static readonly IntField s_rating = new("rating", "stars; this or helpful is needed", 1, 5);
    private static readonly TextField s_comment = new("comment", "in own words", 2000) { Min = 0 };
    private static readonly TextField s_session = new(
        "session",
        "who votes; only its keyed hash is stored",
        SessionPseudonyms.LongestSession
    );
    private static readonly ChoiceField<FeedbackType> s_type = new("feedback_type", "who voted: a person or a program")
    {
        Default = "manual",
    };
    private static readonly ReceivedResult s_received = new();

    internal static void MapFeedback(this IEndpointRouteBuilder api)
    {
        api.MapPost("/api/feedback/{explanation_id}", Rate)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Rate, RaterIdentity.Scope)
            .AllowPages()
            .WithTags("Feedback")
            .WithName("rateExplanation")
            .WithSummary(
                "Rates an explanation: a thumb, stars, a comment. A later vote of the session completes or replaces the earlier one."
            )
            .Produces<ReceivedResponse>()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithBody(
                new BodySchema("Vote", s_helpful, s_rating, s_comment, s_session, s_type),
                """{"helpful": true, "rating": 5, "comment": "Clear.", "session": "a8c1"}"""
            );
        api.MapPost("/api/feedback", RateMany)
            .IsRepeatable()
            .RequireScope(Scope.Engine, Scope.Rate)
            .WithTags("Feedback")
            .WithName("rateExplanations")
            .WithSummary("Takes an array of up to 1 000 votes; each has its own outcome.")
            .Produces<ReceivedManyResponse>()
            .WithItems(
                new BodySchema("VoteOnExplanation", s_id, s_helpful, s_rating, s_comment, s_session, s_type),
                """
                [{
                  "explanation_id": "0193a7a2-5d53-7e70-9f0c-6a4c54d1b111",
                  "helpful": true,
                  "session": "a8c1",
                  "feedback_type": "manual"
                }]
                """,
                MaxItems,
                arrayOnly: true
            );
        api.MapDelete("/api/sessions/{session}/feedback", Forget)
            .RequireScope(Scope.Engine, Scope.Operate)
            .WithTags("Feedback")
            .WithName("forgetSession")
            .WithSummary("Forgets a session's comments and its link to its votes; the counts stay, and those votes can't be given again.")
            .Produces<ForgottenResponse>();
    }

    private static async Task<IResult> Rate(
        HttpContext context,
        [FromRoute(Name = "explanation_id")] string explanationId,
        IGrainFactory grains,
        SessionPseudonyms sessions
    )
    {
        if (!Guid.TryParse(explanationId, out var id))
            return Problems.BadField("explanation_id", "Expected a UUID.");
        if (context.Caller() is RaterIdentity page && !page.MaySee(id))
            return NotOfToken();
        var (vote, problem) = await JsonBody.ReadObjectAsync(context, fields => ReadVote(fields, id, context.Caller(), sessions));
        if (vote is null)
            return problem!;
        var outcome = await grains.GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key).Rate(vote);
        return outcome.Status switch
        {
            VoteStatus.Committed => s_received,
            VoteStatus.NotFound => Problems.NotFound("explanation_id", explanationId),
            VoteStatus.Forgotten => Problems.Conflict("session", Forgotten),
            VoteStatus.OverQuota => Problems.TooManyRequests(context, outcome.RetryAfter!.Value, OverQuota),
            _ => Problems.BadField("body", outcome.Reason ?? "The database refused it."),
        };
    }

    private static async Task<IResult> RateMany(HttpContext context, IGrainFactory grains, SessionPseudonyms sessions)
    {
        var (items, problem) = await JsonBody.ReadItemsAsync(
            context,
            fields => ReadVote(fields, fields.Read(s_id) ?? Guid.Empty, context.Caller(), sessions)
        );
        if (items is null)
            return problem!;
        var outcomes = items.Good.IsEmpty ? [] : await grains.GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key).RateMany(items.Good);
        return TypedResults.Ok(ReceivedManyResponse.Of(items, outcomes));
    }

    private static async Task<IResult> Forget(HttpContext context, string session, IGrainFactory grains, SessionPseudonyms sessions)
    {
        if (session.Length is 0 or > SessionPseudonyms.LongestSession || !JsonText.IsStorable(session, out _))
            return Problems.BadField("session", $"Expected 1 to {SessionPseudonyms.LongestSession} characters, none of them NUL.");
        var votes = await grains
            .GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key)
            .Forget(sessions.Forgotten(session), context.NewAuditEntry("session.forget", "session"));
        return TypedResults.Ok(new ForgottenResponse(votes));
    }

    internal const string OverQuota =
        "This session has rated as many explanations as it may in an hour. Completing a vote that it gave is always possible.";

    internal const string Forgotten =
        "This session rated the explanation before it was forgotten. That vote counts on, and nobody can tell it to be this session's.";

    /// <summary>The explanation is not one of those that the page's token is for.</summary>
    internal static IResult NotOfToken() =>
        Problems.Of(StatusCodes.Status403Forbidden, "That is not allowed.", "The rating token is for other explanations.");

    private static Vote? ReadVote(FieldReader fields, Guid explanationId, CallerIdentity caller, SessionPseudonyms sessions)
    {
        var vote = (Helpful: fields.Read(s_helpful), Rating: fields.Read(s_rating), Comment: fields.Read(s_comment));
        var (session, type) = (fields.Read(s_session), fields.Read(s_type) ?? FeedbackType.Manual);
        if (!fields.Has("helpful") && !fields.Has("rating"))
            fields.Fault("helpful", "At least one of helpful and rating is needed.");
        var voter = VoterOf(caller, session, sessions);
        if (session is not null && caller.Kind != CallerKind.Key)
            fields.Fault("session", "Leave it out: who votes is known.");
        return new Vote(
            explanationId,
            voter?.Session ?? Guid.Empty,
            vote.Helpful,
            vote.Rating,
            string.IsNullOrWhiteSpace(vote.Comment) ? null : vote.Comment,
            type,
            voter?.TokenOf(explanationId) ?? Guid.Empty
        );
    }

    /// <summary>A person and a page vote as who they are; an engine says for whom it votes.</summary>
    private static ForgottenSession? VoterOf(CallerIdentity caller, string? session, SessionPseudonyms sessions) =>
        caller switch
        {
            RaterIdentity page => page.Rater,
            { Kind: CallerKind.Person } => sessions.OfPerson(caller.Name),
            _ => session is null ? null : sessions.Forgotten(session),
        };

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
