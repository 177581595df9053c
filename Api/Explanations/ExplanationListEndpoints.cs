using LearningActors.Http;
using LearningActors.Statistics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Explanations;

internal static class ExplanationListEndpoints
{
    private static readonly TextField s_ticker = new("ticker", "the symbol, upper or lower case", 20) { Example = "AAPL" };
    private static readonly ChoiceField<SignalType> s_signal = new("signal", "BUY, SELL or HOLD") { IgnoresCase = true, Example = "BUY" };
    private static readonly TextField s_version = new("prompt_version", "the version of the prompt", 64) { Example = "v1.0" };
    private static readonly TextField s_model = new("model_used", "the name of the model, or template", 64) { Example = "openai" };
    private static readonly ChoiceField<VotesOfExplanation> s_rating = new(
        "rating",
        "rated or unrated; with a positive vote at least, or with one that is not"
    )
    {
        Example = "negative",
    };
    private static readonly IntField s_stars = new("stars", "a vote gave it so many stars", 1, 5) { Example = "1" };
    private static readonly BoolField s_fallback = new("fallback", "the words are a fallback, or are none");
    private static readonly BoolField s_cached = new("cached", "the words were made for an earlier explanation, or for this one");
    private static readonly TimeOrDayField s_from = new("from", "generated at that instant, or on that UTC day, or later")
    {
        Example = "2026-03-01",
    };
    private static readonly TimeOrDayField s_to = new("to", "generated before that instant, or up to the end of that UTC day")
    {
        Example = "2026-03-31",
        IsEnd = true,
    };
    private static readonly ListFields<ExplanationSort> s_list = new(
        "-generated_at",
        [("generated_at", ExplanationSort.GeneratedAt, SortKind.Time)],
        [s_ticker, s_signal, s_version, s_model, s_rating, s_stars, s_fallback, s_cached, s_from, s_to]
    )
    {
        Id = SortKind.Uuid,
    };

    internal static void MapExplanationList(this IEndpointRouteBuilder api) =>
        api.MapGet("/api/explanations", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithTags("Explanations")
            .WithName("listExplanations")
            .WithSummary("Recorded explanations with what people say of them, without their inputs; the latest first.")
            .Produces<Page<ExplanationItem>>()
            .WithQuery(s_list.Query);

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new ExplanationFilter(
            query.Read(s_ticker)?.ToUpperInvariant(),
            query.Read(s_signal),
            query.Read(s_version),
            query.Read(s_model),
            query.Read(s_rating),
            query.Read(s_stars),
            query.Read(s_fallback),
            query.Read(s_cached),
            query.Read(s_from),
            query.Read(s_to)
        );
        var request = s_list.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var part = await grains.GetGrain<IExplanationIntakeGrain>(IExplanationIntakeGrain.Key).List(filter, request);
        return s_list.Answer(query, new ListPart<ExplanationItem>([.. part.Items.Select(ExplanationItem.Of)], part.Next));
    }
}

/// <summary>An explanation in a list: what was said, by what, and what people say of it.</summary>
internal sealed record ExplanationItem(
    Guid ExplanationId,
    string Ticker,
    SignalType Signal,
    double Confidence,
    string Explanation,
    string Sentiment,
    string PromptVersion,
    string ModelUsed,
    DateTimeOffset GeneratedAt,
    bool Cached,
    bool Fallback,
    string? FallbackReason,
    int LatencyMs,
    decimal CostUsd,
    Proportion PositiveFeedback,
    RatingMean AvgRating
)
{
    internal static ExplanationItem Of(ListedExplanation one) =>
        new(
            one.Id,
            one.Ticker,
            one.Signal,
            one.Confidence,
            one.Text,
            one.Sentiment,
            one.PromptVersion,
            one.ModelUsed,
            one.GeneratedAt,
            one.Cached,
            one.FallbackReason is not null,
            one.FallbackReason,
            one.LatencyMs,
            one.CostUsd,
            one.Positive,
            one.Rating
        );
}
