using System.Collections.Immutable;
using System.Globalization;
using LearningActors.FineTuning;
using LearningActors.Http;
using LearningActors.Prompts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LearningActors.Models;

internal static class ModelsEndpoints
{
    internal static void MapModels(this IEndpointRouteBuilder api) =>
        api.MapGroup("/api/admin")
            .WithTags("Operations")
            .MapGet("/models", Get)
            .RequireScope(Scope.Read)
            .WithName("getModels")
            .WithSummary("The language models that the service knows, their prices, what they did in this UTC month, and its budgets.")
            .Produces<ModelsResponse>()
            .ProducesProblem(503);

    private static async Task<IResult> Get(IGrainFactory grains)
    {
        var models = grains.GetGrain<IModelsGrain>(IModelsGrain.Key).Report();
        var generation = grains.GetGrain<IPromptCatalogGrain>(IPromptCatalogGrain.Key).GetBudget();
        var tuning = await grains.GetGrain<IFineTuningGrain>(IFineTuningGrain.Key).GetBudget();
        var (report, writing) = (await models, await generation);
        return TypedResults.Ok(
            new ModelsResponse(
                report.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                [.. report.Models.Select(ModelItem.Of)],
                [
                    ModelBudget.Of(BudgetPurpose.PromptGeneration, writing.BudgetUsd, writing.SpentUsd, writing.UnansweredUsd),
                    ModelBudget.Of(BudgetPurpose.FineTuning, tuning.BudgetUsd, tuning.SpentUsd, tuning.UnderWayUsd),
                ],
                report.AsOf
            )
        );
    }
}

/// <summary>The models of a month, and the budgets that they may spend.</summary>
/// <param name="Month">The UTC month, such as <c>2026-11</c>.</param>
/// <param name="Items">Every model that is known, or was asked in the month, by name.</param>
/// <param name="Budgets">What may be spent in the month. Explanations and reviews have no budget.</param>
/// <param name="AsOf">When that was read, UTC.</param>
internal sealed record ModelsResponse(
    string Month,
    ImmutableArray<ModelItem> Items,
    ImmutableArray<ModelBudget> Budgets,
    DateTimeOffset AsOf
);

/// <summary>A model, and what it did in the month.</summary>
/// <param name="Name">As it is known here.</param>
/// <param name="ProviderModel">Its name at the provider; null for a model that is not known any more.</param>
/// <param name="Origin">How the service knows it.</param>
/// <param name="Status">Whether it can be asked.</param>
/// <param name="IsPreferred">It explains where a prompt names no other, reviews trades, and writes prompts unless another one does.</param>
/// <param name="ServedLike">The configured model whose address and key a tuned one has; null for others.</param>
/// <param name="InputUsdPerMillionTokens">USD for a million tokens sent; null where nobody knows.</param>
/// <param name="OutputUsdPerMillionTokens">USD for a million tokens written.</param>
/// <param name="PricesFrom">Who said so.</param>
/// <param name="PricesSince">When a registration took them; null for those of the configuration, which has no dates.</param>
/// <param name="Calls">Questions for it in the month, also those that were not sent because it kept failing.</param>
/// <param name="Failed">Those without an answer.</param>
/// <param name="PromptTokens">Tokens sent, with answers.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="CostUsd">By the price table, USD.</param>
/// <param name="Uses">The same for each purpose that it was asked for.</param>
internal sealed record ModelItem(
    string Name,
    string? ProviderModel,
    ModelOrigin Origin,
    ModelStatus Status,
    bool IsPreferred,
    string? ServedLike,
    decimal? InputUsdPerMillionTokens,
    decimal? OutputUsdPerMillionTokens,
    PriceSource? PricesFrom,
    DateOnly? PricesSince,
    long Calls,
    long Failed,
    long PromptTokens,
    long CompletionTokens,
    decimal CostUsd,
    ImmutableArray<ModelUseItem> Uses
)
{
    internal static ModelItem Of(KnownModel model) =>
        new(
            model.Name,
            model.ProviderModel,
            model.Origin,
            model.Status,
            model.IsPreferred,
            model.ServedLike,
            model.Prices?.InputUsdPerMillionTokens,
            model.Prices?.OutputUsdPerMillionTokens,
            model.Prices?.Source,
            model.Prices?.Since,
            model.Total.Calls,
            model.Total.Failed,
            model.Total.PromptTokens,
            model.Total.CompletionTokens,
            model.Total.CostUsd,
            [.. model.Uses.Select(use => new ModelUseItem(use.Purpose, use.Usage.Calls, use.Usage.Failed, use.Usage.CostUsd))]
        );
}

/// <summary>What a model did for a purpose.</summary>
/// <param name="Purpose">What it was asked for.</param>
/// <param name="Calls">Questions for it, also those that were not sent because it kept failing.</param>
/// <param name="Failed">Those without an answer.</param>
/// <param name="CostUsd">By the price table, USD.</param>
internal sealed record ModelUseItem(ModelPurpose Purpose, long Calls, long Failed, decimal CostUsd);

/// <summary>What may be spent in a month.</summary>
/// <param name="Purpose">For what.</param>
/// <param name="BudgetUsd">What it may cost, USD.</param>
/// <param name="SpentUsd">What it cost, and can cost as long as it runs, USD.</param>
/// <param name="OpenUsd">
/// The part of it that is not known yet: the most that calls without an answer and jobs under way can cost, USD.
/// </param>
/// <param name="LeftUsd">What is left, USD; 0 where more was spent.</param>
internal sealed record ModelBudget(BudgetPurpose Purpose, decimal BudgetUsd, decimal SpentUsd, decimal OpenUsd, decimal LeftUsd)
{
    internal static ModelBudget Of(BudgetPurpose purpose, decimal budget, decimal spent, decimal open) =>
        new(purpose, budget, spent, open, Math.Max(0, budget - spent));
}

/// <summary>What a month's budget is for.</summary>
internal enum BudgetPurpose
{
    /// <summary>Variants of prompts.</summary>
    PromptGeneration,

    /// <summary>The training of models.</summary>
    FineTuning,
}
