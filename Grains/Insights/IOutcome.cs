namespace LearningActors.Insights;

/// <summary>What is compared of bets: how often they win, or what they make.</summary>
internal interface IOutcome
{
    /// <summary>What some bets of a whole have beyond the others of it, compared within strata.</summary>
    Evidence Weigh(IReadOnlyList<BetSet> strata, BetSet members, BetSet whole);

    /// <summary>What members have beyond the others of a first set, beyond what the second set has among those outside the first.</summary>
    Evidence Interact(BetSet all, BetSet members, BetSet first, BetSet second);

    /// <summary>1 where the members do better than all other bets, -1 where they do worse, as a whole; 0 where neither.</summary>
    int Direction(BetSet all, BetSet members);
}
