using System.Collections.Immutable;

namespace LearningActors;

/// <summary>What keys and people may do. <see cref="Admin"/> includes the others.</summary>
public static class Scope
{
    /// <summary>Sends facts: explanations, votes, trades, recommendations, executions.</summary>
    public const string Engine = "engine";

    /// <summary>Reads.</summary>
    public const string Read = "read";

    /// <summary>Rates explanations, gives reasons, imports histories.</summary>
    public const string Rate = "rate";

    /// <summary>Decides: reviews, promotions, experiments, changes of the algorithm.</summary>
    public const string Decide = "decide";

    /// <summary>Runs the service: cycles, states of grains, the audit trail.</summary>
    public const string Operate = "operate";

    /// <summary>Everything, people and keys included.</summary>
    public const string Admin = "admin";

    /// <summary>All scopes.</summary>
    public static ImmutableArray<string> All { get; } = [Engine, Read, Rate, Decide, Operate, Admin];
}
