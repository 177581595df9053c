using System.Collections.Immutable;
using LearningActors.Http;
using LearningActors.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Prompts;

internal static class PromptEndpoints
{
    private static readonly TextField s_unit = new("unit", "what the arm is drawn for, such as the explanation's id", 200)
    {
        IsRequired = true,
        Example = "0193a7a2-5d53-7e70-9f0c-6a4c54d1b111",
    };
    private static readonly TextField s_text = new("text", "the template", 20_000) { IsRequired = true };
    private static readonly TextField s_model = new("model", "the model that it is meant for; any where it is not given", 100);

    private static readonly ChoiceField<SignalType> s_for = new("signal", "the signal that they can explain; all where it is not given")
    {
        Example = "BUY",
    };
    private static readonly ChoiceField<PromptOrigin> s_origin = new("origin", "where they came from; all where it is not given")
    {
        Example = "generated",
    };
    private static readonly ListFields<PromptSort> s_versions = new(
        "prompt_version",
        [("prompt_version", PromptSort.Version, SortKind.Whole), ("created_at", PromptSort.CreatedAt, SortKind.Time)],
        [s_for, s_origin]
    )
    {
        IsTable = false,
    };
    private static readonly ListFields<GenerationSort> s_generations = new("-at", [("at", GenerationSort.At, SortKind.Time)], [s_for]);

    internal static void MapPrompts(this IEndpointRouteBuilder api)
    {
        var prompts = api.MapGroup("").WithTags("Prompts");
        prompts
            .MapGet("/api/prompts/{signal}/assignment", Assign)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("assignPrompt")
            .WithSummary("The prompt version and text for an engine's unit of randomisation.")
            .Produces<AssignmentResponse>()
            .WithQuery(s_unit);
        prompts
            .MapGet("/api/prompts/{signal}/routing", GetRouting)
            .RequireScope(Scope.Engine, Scope.Read)
            .WithName("getPromptRouting")
            .WithSummary(
                "How units are assigned (GrowthBook's hash, version 2, over the shares), so that an engine can compute its arm itself."
            )
            .Produces<PromptRouting>()
            .ProducesProblem(400);
        prompts
            .MapGet("/api/admin/prompts", List)
            .RequireScope(Scope.Read)
            .WithName("listPrompts")
            .WithSummary("Prompt versions, a part of them by sort, limit and cursor; and each signal's champion with its history.")
            .Produces<PromptsResponse>()
            .WithQuery(s_versions.Query);
        prompts
            .MapGet("/api/admin/prompts/generations", ListGenerations)
            .RequireScope(Scope.Read)
            .WithName("listPromptGenerations")
            .WithSummary("When variants were written, what they cost, and which were refused.")
            .Produces<Page<PromptGeneration>>()
            .WithQuery(s_generations.Query);
        prompts
            .MapPost("/api/admin/prompts/{signal}", Add)
            .RequireScope(Scope.Decide)
            .WithName("addPrompt")
            .WithSummary("Adds a prompt version that somebody wrote, to be tried by the next experiment.")
            .Produces<PromptRecord>()
            .WithBody(
                new BodySchema("Prompt", s_text, s_model),
                """
                {
                  "text": "Tell a trader in two sentences what in {indicators} led to {signal} for {ticker}, and how sure {confidence} is.",
                  "model": null
                }
                """
            );
        prompts
            .MapPost("/api/admin/prompts/{signal}/generate", Generate)
            .RequireScope(Scope.Decide)
            .AcceptsIdempotencyKey()
            .WithName("generatePrompts")
            .WithSummary("Lets the model write variants of the champion: once in 7 days for a signal, within the month's budget.")
            .Produces<PromptGeneration>()
            .ProducesProblem(400)
            .ProducesProblem(409);
    }

    private static async Task<IResult> Assign(string signal, HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var unit = query.Read(s_unit);
        if (!SignalTypes.TryParse(signal, out var parsed))
            query.Errors.Add("signal", NoSignal);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var assignment = await grains.GetGrain<IPromptAssignmentGrain>(parsed.Text()).Assign(unit!);
        context.ShowAge(assignment.AsOf);
        return TypedResults.Ok(
            new AssignmentResponse(
                parsed,
                unit!,
                assignment.Prompt.Version,
                assignment.Prompt.Text,
                assignment.Prompt.Model,
                assignment.Champion.Version,
                assignment.ExperimentId
            )
        );
    }

    private static async Task<IResult> GetRouting(string signal, HttpContext context, IGrainFactory grains)
    {
        if (!SignalTypes.TryParse(signal, out var parsed))
            return Problems.BadField("signal", NoSignal);
        var current = await grains.GetGrain<IPromptAssignmentGrain>(parsed.Text()).GetRouting();
        context.ShowAge(current.AsOf);
        return TypedResults.Ok(current.Routing);
    }

    private static async Task<IResult> List(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var filter = new PromptFilter(query.Read(s_for), query.Read(s_origin));
        var request = s_versions.Read(query);
        if (query.Errors.Any)
            return query.Errors.ToResult();
        var part = await Catalog(grains).List(filter, request);
        var signals = SignalTypes.All.Where(signal => filter.Signal is null || filter.Signal == signal);
        return TypedResults.Ok(
            new PromptsResponse(
                part.Items,
                s_versions.Next(query, part.Next),
                [.. await Task.WhenAll(signals.Select(signal => grains.GetGrain<IChampionGrain>(signal.Text()).Get()))],
                await Catalog(grains).GetUnansweredCalls()
            )
        );
    }

    private static async Task<IResult> ListGenerations(HttpContext context, IGrainFactory grains)
    {
        var query = new QueryReader(context);
        var (signal, request) = (query.Read(s_for), s_generations.Read(query));
        return query.Errors.Any
            ? query.Errors.ToResult()
            : s_generations.Answer(query, await Catalog(grains).ListGenerations(signal, request));
    }

    private static IPromptCatalogGrain Catalog(IGrainFactory grains) => grains.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key);

    private static async Task<IResult> Add(string signal, HttpContext context, IGrainFactory grains)
    {
        if (!SignalTypes.TryParse(signal, out var parsed))
            return Problems.BadField("signal", NoSignal);
        var (draft, problem) = await JsonBody.ReadObjectAsync(
            context,
            fields =>
                (fields.Read(s_text), fields.Read(s_model)) is ({ } text, var model)
                    ? new PromptDraft(parsed, text, model, context.Caller().Name)
                    : null
        );
        if (draft is null)
            return problem!;
        await context.BeginAuditAsync(grains, "prompt.add", parsed.Text());
        var added = await Catalog(grains).Add(draft);
        if (added.Refusal is { } refusal)
            return Problems.BadField(FieldOf(refusal.Kind), refusal.Reason);
        await context.AuditAsync(new { signal = parsed }, subject: added.Prompt!.Prompt.Version);
        return TypedResults.Ok(added.Prompt);
    }

    private static async Task<IResult> Generate(string signal, HttpContext context, IGrainFactory grains)
    {
        if (!SignalTypes.TryParse(signal, out var parsed))
            return Problems.BadField("signal", NoSignal);
        if (!IdempotencyKey.TryRead(context, out var key, out var problem))
            return problem;
        var id = key?.IdOf("generation") ?? Guid.CreateVersion7();
        var status = await grains.GetGrain<IChampionGrain>(parsed.Text()).Get();
        await context.BeginAuditAsync(grains, "prompt.generate", parsed.Text());
        var outcome = await Catalog(grains)
            .Generate(new GenerationRequest($"{context.Caller().Id}/{id}/{parsed.Text()}", parsed, status.Champion));
        if (outcome.Refusal is { } refusal)
            return Problems.Conflict(FieldOf(refusal.Kind), refusal.Reason);
        await context.AuditAsync(after: new { outcome.Generation!.Versions, outcome.Generation.CostUsd });
        return TypedResults.Ok(outcome.Generation);
    }

    /// <summary>Why something was decided.</summary>
    internal static TextField ReasonField { get; } = new("reason", "why, for the record", 500) { IsRequired = true };

    /// <summary>A body that is a reason and nothing else.</summary>
    internal static BodySchema Reason { get; } = new("Reason", ReasonField);

    /// <summary>Reads a body that is a reason and nothing else.</summary>
    internal static ValueTask<(string? Reason, IResult? Problem)> ReadReasonAsync(HttpContext context) =>
        JsonBody.ReadObjectAsync(context, Reason, ReadReason);

    /// <summary>The field <c>reason</c>, which must be there.</summary>
    internal static string? ReadReason(FieldReader fields) => fields.Read(ReasonField);

    private static string FieldOf(PromptRefusalKind kind) =>
        kind switch
        {
            PromptRefusalKind.Model or PromptRefusalKind.NoAnswer => "model",
            PromptRefusalKind.Text => "text",
            PromptRefusalKind.TooSoon => "signal",
            PromptRefusalKind.Budget => "budget",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a refusal."),
        };

    private const string NoSignal = "Expected BUY, SELL or HOLD.";
}

/// <summary>The prompt that an engine should use.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Unit">The unit that was assigned.</param>
/// <param name="PromptVersion">Log explanations with it.</param>
/// <param name="Text">The template.</param>
/// <param name="Model">The model that it is meant for; null for the engine's own choice.</param>
/// <param name="Champion">The champion, which explains when the prompt fails.</param>
/// <param name="ExperimentId">The experiment that the unit takes part in.</param>
internal sealed record AssignmentResponse(
    SignalType Signal,
    string Unit,
    string PromptVersion,
    string Text,
    string? Model,
    string Champion,
    string? ExperimentId
);

/// <summary>Prompt versions, and who is the champion.</summary>
/// <param name="Versions">Some of the versions.</param>
/// <param name="NextCursor">Given as <c>cursor</c>, it brings more versions; null where nothing follows.</param>
/// <param name="Signals">Each signal's champion and how it came to be, also where a filter leaves no version of it.</param>
/// <param name="UnansweredCalls">Calls to the model, for variants, whose answer has not come; all of them.</param>
internal sealed record PromptsResponse(
    ImmutableArray<PromptRecord> Versions,
    string? NextCursor,
    ImmutableArray<ChampionStatus> Signals,
    ImmutableArray<PromptCall> UnansweredCalls
);
