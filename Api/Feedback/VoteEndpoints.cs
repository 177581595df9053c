using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Feedback;

internal static class VoteEndpoints
{
    private static readonly BoolField s_commented = new("commented", "with a comment, or without one");
    private static readonly ListFields<VoteSort> s_list = new(
        "-created_at",
        [("created_at", VoteSort.CreatedAt, SortKind.Time)],
        [s_commented]
    )
    {
        Id = SortKind.Uuid,
    };

    internal static void MapVotes(this IEndpointRouteBuilder api) =>
        api.MapGet("/api/explanations/{explanation_id}/votes", List)
            .RequireScope(Scope.Read)
            .WithTags("Feedback")
            .WithName("listVotes")
            .WithSummary("The votes on an explanation, the latest first. Comments are shown to who decides.")
            .WithDescription("`comment` is null for callers without the scope `decide`; `has_comment` says whether there is one.")
            .Produces<Page<VoteItem>>()
            .ProducesProblem(404)
            .WithQuery(s_list.Query);

    private static async Task<IResult> List(
        HttpContext context,
        [FromRoute(Name = "explanation_id")] string explanationId,
        IGrainFactory grains
    )
    {
        if (!Guid.TryParse(explanationId, out var id))
            return Problems.BadField("explanation_id", "Expected a UUID.");
        var query = new QueryReader(context);
        var (commented, request) = (query.Read(s_commented), s_list.Read(query));
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var part = await grains.GetGrain<IFeedbackIntakeGrain>(IFeedbackIntakeGrain.Key).List(id, commented, request);
        if (part is null)
            return Problems.NotFound("explanation_id", explanationId);
        var maySeeComments = context.Caller().HasAny([Scope.Decide, Scope.Admin]);
        return s_list.Answer(query, new ListPart<VoteItem>([.. part.Items.Select(vote => VoteItem.Of(vote, maySeeComments))], part.Next));
    }
}

/// <summary>A vote on an explanation. It does not say by whom.</summary>
/// <param name="Id">Tells it from the other votes on its explanation.</param>
/// <param name="Positive">Thumb up, or 4 and 5 stars where there is no thumb.</param>
/// <param name="Helpful">The thumb; null for stars alone.</param>
/// <param name="Rating">The stars; null for a thumb alone.</param>
/// <param name="HasComment">Something was said with it.</param>
/// <param name="Comment">What was said, for who may see that.</param>
/// <param name="FeedbackType">Whether a person gave it.</param>
/// <param name="Anonymous">It came without a session: it decides nothing.</param>
/// <param name="CreatedAt">When it was first given.</param>
/// <param name="UpdatedAt">When it was last completed or changed.</param>
internal sealed record VoteItem(
    Guid Id,
    bool Positive,
    bool? Helpful,
    int? Rating,
    bool HasComment,
    string? Comment,
    FeedbackType FeedbackType,
    bool Anonymous,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    internal static VoteItem Of(GivenVote vote, bool maySeeComments) =>
        new(
            vote.Id,
            vote.Helpful ?? vote.Rating >= 4,
            vote.Helpful,
            vote.Rating,
            vote.Comment is not null,
            maySeeComments ? vote.Comment : null,
            vote.Type,
            vote.IsAnonymous,
            vote.CreatedAt,
            vote.UpdatedAt
        );
}
