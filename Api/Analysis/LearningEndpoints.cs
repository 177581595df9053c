using System.Collections.Immutable;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Analysis;

internal static class LearningEndpoints
{
    private const int UsualWeeks = 13;
    private static readonly IntField s_weeks = new("weeks", "how many ISO weeks, the present one included", 1, 26)
    {
        Default = UsualWeeks,
        Example = "13",
    };
    private static readonly ChoiceField<LearningTable> s_table = new("table", "which part of the answer")
    {
        IsRequired = true,
        Example = "curve",
    };

    internal static void MapLearning(this IEndpointRouteBuilder api)
    {
        var learning = api.MapGroup("/api/admin/llm-learning").WithTags("Analysis");
        learning
            .MapGet("", Get)
            .RequireScope(Scope.Read)
            .WithName("getLearning")
            .WithSummary(
                "What explanations learnt, week by week, beside what is wanted of them; some seconds old (as_of says when), anew with "
                    + "Cache-Control: no-cache."
            )
            .GivesWrittenAnswers()
            .Produces<LearningResponse>()
            .WithQuery(s_weeks);
        learning
            .MapGet("/stream", Follow)
            .RequireScope(Scope.Read)
            .WithName("followLearning")
            .WithSummary("The same answer as server-sent events: when it changes; a heartbeat otherwise. It ends with the key or session.")
            .WithDescription(
                "Events: `learning` has the answer, and its tag as id; `heartbeat` has `{\"as_of\": …}`, when the figures were last "
                    + "read. With `Last-Event-ID` an answer that has not changed is not sent again."
            )
            .GivesWrittenAnswers()
            .Produces(200, contentType: "text/event-stream")
            .WithQuery(s_weeks);
        learning
            .MapGet("/export", Export)
            .RequireScope(Scope.Read)
            .WithName("exportLearning")
            .WithSummary("A part of the answer as a CSV table.")
            .Produces(200, contentType: CsvTable<LearningTarget>.MediaType)
            .WithQuery(s_table, s_weeks);
    }

    private static async Task<IResult> Get(HttpContext context, LearningStream learning)
    {
        var query = new QueryReader(context);
        var weeks = query.Read(s_weeks) ?? UsualWeeks;
        if (query.Errors.Any)
            return query.Errors.ToResult();
        return await learning.ReadAsync(
            weeks,
            context.Request.Headers.CacheControl.ToString().Contains("no-cache", StringComparison.OrdinalIgnoreCase)
        );
    }

    private static IResult Follow(HttpContext context, LearningStream learning)
    {
        var query = new QueryReader(context);
        var weeks = query.Read(s_weeks) ?? UsualWeeks;
        return query.Errors.Any ? query.Errors.ToResult() : learning.Open(context, weeks);
    }

    private static async Task<IResult> Export(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (table, weeks) = (query.Read(s_table), query.Read(s_weeks) ?? UsualWeeks);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var learning = await grains.GetGrain<ILlmLearningGrain>(LlmLearningKey.Of(weeks)).Get(fresh: false);
        return table!.Value switch
        {
            LearningTable.Targets => Table(learning.Targets),
            LearningTable.Curve => Table([.. learning.Curve.SelectMany(LineOfCurve.Of)]),
            LearningTable.ChampionChanges => Table(learning.ChampionChanges),
            LearningTable.Prompts => Table(learning.Prompts),
            LearningTable.Models => Table(learning.Models),
            LearningTable.Heatmap => Table(learning.Heatmap.Cells),
            LearningTable.Factors => Table(learning.Factors),
            _ => throw new ArgumentOutOfRangeException(nameof(context), table, "Not a table."),
        };

        TableAnswer<T> Table<T>(ImmutableArray<T> rows) => new(rows, null, $"llm-learning-{table}".ToLowerInvariant());
    }
}

/// <summary>The parts that can be taken as tables.</summary>
internal enum LearningTable
{
    Targets,
    Curve,
    ChampionChanges,
    Prompts,
    Models,
    Heatmap,
    Factors,
}
