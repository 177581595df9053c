using System.Collections.Immutable;

namespace LearningActors.Models;

/// <summary>The language models that the service knows, and what they did. Key: <c>models</c>.</summary>
[Alias("IModelsGrain")]
public interface IModelsGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "models";

    /// <summary>Every model that is known, or was asked in this UTC month, by name.</summary>
    [Alias("Report")]
    Task<ModelsReport> Report();
}

/// <summary>The models of a month.</summary>
/// <param name="Month">The first day of the UTC month.</param>
/// <param name="Models">By name.</param>
/// <param name="AsOf">UTC.</param>
[GenerateSerializer, Immutable, Alias("ModelsReport")]
public sealed record ModelsReport(DateOnly Month, ImmutableArray<KnownModel> Models, DateTimeOffset AsOf);

/// <summary>A model, and what it did in the month.</summary>
/// <param name="Name">As it is known here.</param>
/// <param name="ProviderModel">Its name at the provider; null for a model that is not known any more.</param>
/// <param name="Origin">How the service knows it.</param>
/// <param name="Status">Whether it can be asked.</param>
/// <param name="IsPreferred">It explains where a prompt names no other, reviews trades, and writes prompts unless another one does.</param>
/// <param name="ServedLike">The configured model whose address and key a registered one has; null for the others.</param>
/// <param name="Prices">What its tokens cost; null where nobody knows.</param>
/// <param name="Total">What it did, whatever for.</param>
/// <param name="Uses">The same for each purpose that it was asked for.</param>
[GenerateSerializer, Immutable, Alias("KnownModel")]
public sealed record KnownModel(
    string Name,
    string? ProviderModel,
    ModelOrigin Origin,
    ModelStatus Status,
    bool IsPreferred,
    string? ServedLike,
    ModelPrices? Prices,
    ModelUsage Total,
    ImmutableArray<PurposeUsage> Uses
);

/// <summary>What a model's tokens cost.</summary>
/// <param name="InputUsdPerMillionTokens">USD for a million tokens sent.</param>
/// <param name="OutputUsdPerMillionTokens">USD for a million tokens written.</param>
/// <param name="Source">Who said so.</param>
/// <param name="Since">The day on which a registration took them; null for those of the configuration, which has no dates.</param>
[GenerateSerializer, Immutable, Alias("ModelPrices")]
public sealed record ModelPrices(decimal InputUsdPerMillionTokens, decimal OutputUsdPerMillionTokens, PriceSource Source, DateOnly? Since);

/// <summary>What models did.</summary>
/// <param name="Calls">Questions for them, each once, however often it was tried; also those not sent because they kept failing.</param>
/// <param name="Failed">Those that had no answer.</param>
/// <param name="PromptTokens">Tokens sent, with answers.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="CostUsd">By the price table, USD. What a provider charges for a call without an answer is not known.</param>
[GenerateSerializer, Immutable, Alias("ModelUsage")]
public sealed record ModelUsage(long Calls, long Failed, long PromptTokens, long CompletionTokens, decimal CostUsd)
{
    /// <summary>Nothing.</summary>
    public static ModelUsage None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>The sums of both.</summary>
    public static ModelUsage operator +(ModelUsage left, ModelUsage right) =>
        new(
            left.Calls + right.Calls,
            left.Failed + right.Failed,
            left.PromptTokens + right.PromptTokens,
            left.CompletionTokens + right.CompletionTokens,
            left.CostUsd + right.CostUsd
        );
}

/// <summary>What a model did for a purpose.</summary>
/// <param name="Purpose">What it was asked for.</param>
/// <param name="Usage">What it did.</param>
[GenerateSerializer, Immutable, Alias("PurposeUsage")]
public sealed record PurposeUsage(ModelPurpose Purpose, ModelUsage Usage);

/// <summary>What a model is asked for.</summary>
[GenerateSerializer, Alias("ModelPurpose")]
public enum ModelPurpose
{
    /// <summary>To explain a signal.</summary>
    Explanation,

    /// <summary>To write variants of a prompt.</summary>
    PromptGeneration,

    /// <summary>To review a closed trade.</summary>
    TradeReview,

    /// <summary>To find insights among trades.</summary>
    InsightAnalysis,

    /// <summary>To answer held-out examples, after it was tuned.</summary>
    ModelTest,
}

/// <summary>How the service knows a model.</summary>
[GenerateSerializer, Alias("ModelOrigin")]
public enum ModelOrigin
{
    /// <summary>The configuration names it, or the settings that come with the service do.</summary>
    Configured,

    /// <summary>It was trained by fine-tuning.</summary>
    Registered,

    /// <summary>It was asked in this month, and is not known any more.</summary>
    Former,
}

/// <summary>Whether a model can be asked.</summary>
[GenerateSerializer, Alias("ModelStatus")]
public enum ModelStatus
{
    /// <summary>It can.</summary>
    Ready,

    /// <summary>It has no address.</summary>
    NoAddress,

    /// <summary>The variable that holds its key is empty.</summary>
    NoKey,

    /// <summary>It is not known any more.</summary>
    Unknown,
}

/// <summary>Who said what tokens cost.</summary>
[GenerateSerializer, Alias("PriceSource")]
public enum PriceSource
{
    /// <summary>The options of the service.</summary>
    Configuration,

    /// <summary>The registration of a tuned model, which took the prices of then.</summary>
    Registration,
}
