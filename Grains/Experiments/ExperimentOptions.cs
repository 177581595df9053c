using System.ComponentModel.DataAnnotations;

namespace LearningActors.Experiments;

/// <summary>What experiments count, and how long holdouts last: section <c>Experiments</c> of the configuration.</summary>
public sealed class ExperimentOptions
{
    /// <summary>Votes without a session decide, too; they can't be told apart, so that one person can give any number of them.</summary>
    public bool CountAnonymousVotes { get; set; }

    /// <summary>
    /// How the levels of one experiment after the other are chosen: each the usual one, or by SAFFRON, so that of all promotions
    /// of a signal no larger part than the level is false in the long run.
    /// </summary>
    public FalseDiscoveryControl FalseDiscoveryControl { get; set; }

    /// <summary>The smallest fraction that stays with the former champion after a promotion, where there are many votes.</summary>
    [Range(0.0, 0.5)]
    public double HoldoutMinShare { get; set; } = 0.15;

    /// <summary>The largest fraction, where there are few; 0 for no holdout.</summary>
    [Range(0.0, 0.5)]
    public double HoldoutMaxShare { get; set; } = 0.5;

    /// <summary>How many days a holdout lasts that decides nothing; no experiment is started for the signal meanwhile.</summary>
    [Range(1, 365)]
    public int HoldoutDays { get; set; } = 28;
}
