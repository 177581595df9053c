using System.Globalization;
using System.Text.Json;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.WeeklySummaries;

internal static class WeeklySummaryEndpoints
{
    private const int LongestNotes = 4000;
    private const long Limit = 64 * 1024;

    internal static void MapWeeklySummaries(this IEndpointRouteBuilder api)
    {
        var weeks = api.MapGroup("/api/v1/strategies/learning/weekly-summaries").WithTags("Weekly summaries");
        weeks
            .MapGet("/", List)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("The latest version of each week, newest first; year and limit (10 by default, 1 to 100) narrow it.")
            .Produces<Page<WeeklySummaryRecord>>()
            .ProducesProblem(400)
            .WithQuery("year", "2025", "The ISO year; all where it is not given.")
            .WithQuery("limit", "10", "How many, 1 to 100.");
        weeks
            .MapGet("/{year}/{week}", Find)
            .RequireScope(Scopes.Engine, Scopes.Read)
            .WithSummary("An ISO week of Pacific days; version asks for an earlier one.")
            .Produces<WeeklySummaryRecord>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithQuery("version", "1", "The number of a version; the latest where it is not given.");
        weeks
            .MapPost("/generate", Generate)
            .RequireScope(Scopes.Engine)
            .WithSummary(
                "Makes a week's summary, or a new version of it with later outcomes in; this week where year and week are not given."
            )
            .Produces<WeeklySummaryRecord>()
            .ProducesProblem(400)
            .WithQuery("year", "2025", "The ISO year.")
            .WithQuery("week", "1", "The ISO week.");
        weeks
            .MapPatch("/{year}/{week}/review", Review)
            .RequireScope(Scopes.Engine)
            .WithSummary("Notes what a person made of it: review_status pending, reviewed or actioned, and review_notes.")
            .Accepts<JsonElement>("application/json")
            .Produces<WeeklySummaryRecord>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithExample("""{"review_status": "reviewed", "review_notes": "Discussed on Monday."}""");
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (year, limit) = (query.Int("year", 2000, 9000), query.Int("limit", 1, 100) ?? 10);
        return query.Errors.Any
            ? query.Errors.ToResult()
            : TypedResults.Ok(
                new Page<WeeklySummaryRecord>(
                    await grains.GetGrain<IWeeklySummaryListGrain>(IWeeklySummaryListGrain.Key).List(year, limit),
                    null
                )
            );
    }

    private static async Task<IResult> Find(string year, string week, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (found, version) = (Week(year, week, query.Errors), query.Int("version", 1, 1_000_000));
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return await Grain(grains, found!).Get(version) is { } summary ? TypedResults.Ok(summary) : NotFound(found!, version);
    }

    private static async Task<IResult> Generate(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (year, week) = (query.Int("year", 2000, 9000), query.Int("week", 1, 53));
        if (year is null != week is null && !query.Errors.Any)
            query.Errors.Add(year is null ? "year" : "week", "Expected both year and week, or neither for this week.");
        var wanted = year is { } y && week is { } w ? Found(y, w, query.Errors) : null;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var (made, refusal) = await grains
            .GetGrain<IWeeklySummaryListGrain>(IWeeklySummaryListGrain.Key)
            .Generate(wanted, context.Key().Name);
        if (refusal is not null)
            return Problems.BadField(refusal.Field, refusal.Reason);
        await context.AuditAsync(grains, "weekly-summary.generate", made!.Summary.Week.ToString(), new { made.LatestVersion });
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
            Limit,
            fields =>
            {
                if (!fields.Has("review_status") && !fields.Has("review_notes"))
                    fields.Fault("review_status", "Required: a status, or review_notes.");
                return new { Status = fields.Choice<ReviewStatus>("review_status"), Notes = fields.Text("review_notes", LongestNotes) };
            }
        );
        if (review is null)
            return problem!;
        if (await Grain(grains, found!).Review(review.Status, review.Notes, context.Key().Name) is not { } reviewed)
            return NotFound(found!, null);
        await context.AuditAsync(grains, "weekly-summary.review", found!.ToString(), new { review_status = review.Status });
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
