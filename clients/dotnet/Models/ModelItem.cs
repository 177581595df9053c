namespace LearningActors.Client;

/// <summary>A model, and what it did in the month.</summary>
public sealed record ModelItem
{
    /// <summary>As it is known here.</summary>
    public required string Name { get; init; }

    /// <summary>Its name at the provider; null for a model that is not known any more.</summary>
    public required string? ProviderModel { get; init; }

    /// <summary><c>configured</c>; <c>registered</c> for a tuned one; <c>former</c> for one that is not known any more.</summary>
    public required string Origin { get; init; }

    /// <summary><c>ready</c>, <c>no_address</c>, <c>no_key</c> or <c>unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>It explains where a prompt names no other, reviews trades, and writes prompts unless another one does.</summary>
    public required bool IsPreferred { get; init; }

    /// <summary>The configured model whose address and key a tuned one has; null for others.</summary>
    public required string? ServedLike { get; init; }

    /// <summary>USD for a million tokens sent; null where nobody knows.</summary>
    public required decimal? InputUsdPerMillionTokens { get; init; }

    /// <summary>USD for a million tokens written.</summary>
    public required decimal? OutputUsdPerMillionTokens { get; init; }

    /// <summary><c>configuration</c> or <c>registration</c>: who said so.</summary>
    public required string? PricesFrom { get; init; }

    /// <summary>When a registration took them; null for those of the configuration, which has no dates.</summary>
    public required DateOnly? PricesSince { get; init; }

    /// <summary>Questions for it in the month, also those that were not sent because it kept failing.</summary>
    public required long Calls { get; init; }

    /// <summary>Those without an answer.</summary>
    public required long Failed { get; init; }

    /// <summary>Tokens sent, with answers.</summary>
    public required long PromptTokens { get; init; }

    /// <summary>Tokens written.</summary>
    public required long CompletionTokens { get; init; }

    /// <summary>By the price table, USD.</summary>
    public required decimal CostUsd { get; init; }

    /// <summary>The same for each purpose that it was asked for.</summary>
    public required IReadOnlyList<ModelUseItem> Uses { get; init; }
}
