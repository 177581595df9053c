namespace LearningActors.Access;

/// <summary>
/// A bucket of tokens for the whole cluster, such as the requests of a key or the attempts to sign in from an address. Key: what is
/// limited, such as <c>requests/engine</c>.
/// </summary>
/// <remarks>It is held in memory alone: a bucket that moves to another silo is full again.</remarks>
[Alias("IBudgetGrain")]
public interface IBudgetGrain : IGrainWithStringKey
{
    /// <summary>Takes tokens out of the bucket.</summary>
    /// <param name="rate">How much it holds and how fast it fills; the last caller's holds.</param>
    /// <param name="wanted">How many at the most.</param>
    [Alias("Take")]
    Task<BudgetGrant> Take(BudgetRate rate, int wanted);

    /// <summary>Puts tokens back.</summary>
    [Alias("Return")]
    Task Return(int tokens);
}

/// <summary>How much a bucket holds, and how fast it fills.</summary>
/// <param name="Capacity">Tokens that it holds.</param>
/// <param name="FillsIn">How long an empty bucket takes to be full.</param>
[GenerateSerializer, Immutable, Alias("BudgetRate")]
public sealed record BudgetRate(int Capacity, TimeSpan FillsIn);

/// <summary>What a bucket gave.</summary>
/// <param name="Tokens">How many; none where it is empty.</param>
/// <param name="Left">How many are left.</param>
/// <param name="Wait">How long until there is one; zero where there are some.</param>
[GenerateSerializer, Immutable, Alias("BudgetGrant")]
public sealed record BudgetGrant(int Tokens, int Left, TimeSpan Wait);
