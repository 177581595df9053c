using System.ComponentModel.DataAnnotations;

namespace LearningActors.Experiments;

/// <summary>What experiments count, and how long holdouts last: section <c>Experiments</c> of the configuration.</summary>
public sealed class ExperimentOptions
{
    /// <summary>Votes without a session decide, too. They can't be told apart: one person can give any number of them.</summary>
    public bool CountAnonymousVotes { get; set; }

    /// <summary>How the levels of one experiment after the other are chosen.</summary>
    public FalseDiscoveryControl FalseDiscoveryControl { get; set; }

    /// <summary>The smallest part that stays with the former champion after a promotion, where there are many votes.</summary>
    [Range(0.0, 0.5)]
    public double HoldoutMinShare { get; set; } = 0.15;

    /// <summary>The largest part, where there are few; 0 for no holdout.</summary>
    [Range(0.0, 0.5)]
    public double HoldoutMaxShare { get; set; } = 0.5;

    /// <summary>How long a holdout lasts that decides nothing, days.</summary>
    [Range(1, 365)]
    public int HoldoutDays { get; set; } = 28;
}
