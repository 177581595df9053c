using LearningActors.Explanations;
using LearningActors.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Prompts;

internal static class PromptEndpoints
{
    internal static void MapPrompts(this IEndpointRouteBuilder api) =>
        api.MapGet("/api/prompts/{signal}/assignment", Assign).RequireScope(Scopes.Engine, Scopes.Read).WithTags("Prompts")
            .WithSummary("The prompt version and text for an engine's unit of randomisation.")
            .Produces<AssignmentResponse>().ProducesProblem(400);

    private static async Task<IResult> Assign(string signal, string? unit, IGrainFactory grains)
    {
        var errors = new FieldErrors();
        if (!SignalTypes.TryParse(signal, out var parsed))
            errors.Add("signal", "Expected BUY, SELL or HOLD.");
        if (string.IsNullOrEmpty(unit) || unit.Length > 200)
            errors.Add("unit", "Required: 1 to 200 characters, such as the explanation's id.");
        if (errors.Any)
            return errors.ToResult();
        var prompt = await grains.GetGrain<IPromptAssignmentGrain>(parsed.Text()).Assign(unit!);
        return TypedResults.Ok(new AssignmentResponse(parsed, unit!, prompt.Version, prompt.Text));
    }
}

/// <summary>The prompt that an engine should use.</summary>
internal sealed record AssignmentResponse(SignalType Signal, string Unit, string PromptVersion, string Prompt);
