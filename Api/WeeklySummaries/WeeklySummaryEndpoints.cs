using System.Globalization;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.WeeklySummaries;

internal static class WeeklySummaryEndpoints
{
    private static readonly IntField s_ofYear = new("year", "the ISO year; all where it is not given", 2000, 9000) { Example = "2025" };
    private static readonly ChoiceField<ReviewStatus> s_ofStatus = new("review_status", "how far the review is; all where it is not given")
    {
        Example = "pending",
    };
    private static readonly ListFields<WeeklySummarySort> s_list = new(
        "-week",
        [("week", WeeklySummarySort.Week, SortKind.Whole), ("generated_at", WeeklySummarySort.GeneratedAt, SortKind.Time)],
        [s_ofYear, s_ofStatus],
        limit: 10,
        maxLimit: 100
    )
    {
        Id = SortKind.Whole,
    };
    private static readonly IntField s_version = new("version", "the number of a version; the latest where it is not given", 1, 1_000_000)
    {
        Example = "1",
    };
    private static readonly IntField s_year = new("year", "the ISO year; this week's where neither is given", 2000, 9000)
    {
        Example = "2025",
    };
    private static readonly IntField s_week = new("week", "the ISO week; this week where neither is given", 1, 53) { Example = "1" };
    private static readonly ChoiceField<ReviewStatus> s_status = new(
        "review_status",
        "how far the review is; this or review_notes is needed"
    );
    private static readonly TextField s_notes = new("review_notes", "in own words; this or review_status is needed", 4000);

    internal static void MapWeeklySummaries(this IEndpointRouteBuilder api)
    {
        var weeks = api.MapGroup("/api/v1/strategies/learning/weekly-summaries").WithTags("Weekly summaries");
        weeks
            .MapGet("/", List)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("listWeeklySummaries")
            .WithSummary("The latest version of each week.")
            .Produces<Page<WeeklySummaryRecord>>()
            .WithQuery(s_list.Query);
        weeks
            .MapGet("/{year}/{week}", Find)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getWeeklySummary")
            .WithSummary("An ISO week of Pacific days; version asks for an earlier one.")
            .Produces<WeeklySummaryRecord>()
            .ProducesProblem(404)
            .WithQuery(s_version);
        weeks
            .MapPost("/generate", Generate)
            .RequireScope(Scope.Engine, Scope.Decide)
            .WithName("generateWeeklySummary")
            .WithSummary(
                "Makes a week's summary, or a new version of it with later outcomes in; this week where year and week are not given."
            )
            .Produces<WeeklySummaryRecord>()
            .WithQuery(s_year, s_week);
        weeks
            .MapPatch("/{year}/{week}/review", Review)
            .RequireScope(Scope.Decide)
            .WithName("reviewWeeklySummary")
            .WithSummary("Notes what a person made of it: review_status pending, reviewed or actioned, and review_notes.")
            .Produces<WeeklySummaryRecord>()
            .ProducesProblem(404)
            .WithBody(
                new BodySchema("SummaryReview", s_status, s_notes),
                """{"review_status": "reviewed", "review_notes": "Discussed on Monday."}"""
            );
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new WeeklySummaryFilter(query.Read(s_ofYear), query.Read(s_ofStatus));
        var request = s_list.Read(query);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_list.Answer(query, await grains.GetGrain<IWeeklySummaryListGrain>(IWeeklySummaryListGrain.Key).List(filter, request));
    }

    private static async Task<IResult> Find(string year, string week, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (found, version) = (Week(year, week, query.Errors), query.Read(s_version));
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return await Grain(grains, found!).Get(version) is { } summary ? TypedResults.Ok(summary) : NotFound(found!, version);
    }

    private static async Task<IResult> Generate(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (year, week) = (query.Read(s_year), query.Read(s_week));
        if (year is null != week is null && !query.Errors.Any)
            query.Errors.Add(year is null ? "year" : "week", "Expected both year and week, or neither for this week.");
        var wanted = year is { } y && week is { } w ? Found(y, w, query.Errors) : null;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        await context.BeginAuditAsync(grains, "weekly-summary.generate", wanted?.ToString() ?? "this week");
        var (made, refusal) = await grains
            .GetGrain<IWeeklySummaryListGrain>(IWeeklySummaryListGrain.Key)
            .Generate(wanted, context.Caller().Name);
        if (refusal is not null)
            return Problems.BadField("week", refusal);
        await context.AuditAsync(new { made!.LatestVersion }, subject: made.Summary.Week.ToString());
        return TypedResults.Ok(made);
    }

    private static async Task<IResult> Review(string year, string week, HttpContext context, IGrainFactory grains)
    {
        var errors = new FieldErrors();
        var found = Week(year, week, errors);
        if (errors.Any)
            return errors.ToResult();
        var (review, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
            {
                if (!fields.Has(s_status.Name) && !fields.Has(s_notes.Name))
                    fields.Fault(s_status.Name, "Required: a status, or review_notes.");
                return new { Status = fields.Read(s_status), Notes = fields.Read(s_notes) };
            }
        );
        if (review is null)
            return problem!;
        var before = (await Grain(grains, found!).Get(null))?.Review;
        await context.BeginAuditAsync(grains, "weekly-summary.review", found!.ToString());
        if (await Grain(grains, found!).Review(review.Status, review.Notes, context.Caller().Name) is not { } reviewed)
            return NotFound(found!, null);
        await context.AuditAsync(before: new { before?.Status }, after: new { reviewed.Review?.Status });
        return TypedResults.Ok(reviewed);
    }

    private static IWeeklySummaryGrain Grain(IGrainFactory grains, IsoWeek week) => grains.GetGrain<IWeeklySummaryGrain>(week.ToString());

    private static IResult NotFound(IsoWeek week, int? version) =>
        Problems.NotFound(version is null ? "week" : "version", version is null ? week.ToString() : $"{week} version {version}");

    private static IsoWeek? Week(string year, string week, FieldErrors errors)
    {
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y))
            errors.Add("year", $"Expected a year, not '{year}'.");
        else if (!int.TryParse(week, NumberStyles.None, CultureInfo.InvariantCulture, out var w))
            errors.Add("week", $"Expected the number of a week, not '{week}'.");
        else
            return Found(y, w, errors);
        return null;
    }

    private static IsoWeek? Found(int year, int week, FieldErrors errors)
    {
        var found = IsoWeek.Find(year, week);
        if (found is null)
            errors.Add("week", $"{year} has no ISO week {week}.");
        return found;
    }
}
