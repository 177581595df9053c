using System.Collections.Immutable;

namespace LearningActors.Prompts;

/// <summary>
/// How a champion's state follows from a command: from state to state, without effects. The same state where nothing changes.
/// </summary>
internal static class Championship
{
    /// <summary>Gives the signal to the next experiment, unless one has it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="champion">The champion that the experiment is planned against.</param>
    internal static (ChampionState State, ClaimAnswer Answer) Claim(ChampionState state, SignalType signal, string champion)
    {
        if (state.Claim is { } taken)
            return (state, new ClaimAnswer(ClaimResult.Taken, taken.Id));
        if (state.Champion != champion)
            return (state, new ClaimAnswer(ClaimResult.ChampionChanged, null));
        var id = ExperimentIds.Of(signal, state.Experiments + 1);
        return (
            state with
            {
                Experiments = state.Experiments + 1,
                Claim = new ExperimentClaim(id, 0, null),
            },
            new ClaimAnswer(ClaimResult.Granted, id)
        );
    }

    /// <summary>Sets the split of the experiment that has the signal, where it is newer.</summary>
    internal static ChampionState SetSplit(ChampionState state, ExperimentClaim claim) =>
        state.Claim is { } present && present.Id == claim.Id && present.Revision < claim.Revision ? state with { Claim = claim } : state;

    /// <summary>
    /// Takes the signal back. With a promotion the version becomes the champion, and a part stays with the former one. The claim is what
    /// makes this happen once: no number is claimed twice.
    /// </summary>
    internal static ChampionState Release(ChampionState state, ExperimentEnd end)
    {
        if (state.Claim?.Id != end.ExperimentId)
            return state;
        var released = state with { Claim = null, Archived = [.. state.Archived.Union(end.Archived)] };
        return end.Promotion is { } promotion ? Promote(released, end.ExperimentId, promotion) : released;
    }

    /// <summary>Takes a promotion back, where it is the last one and nothing compares with it.</summary>
    internal static (ChampionState State, RollbackAnswer Answer) Rollback(ChampionState state, PromotionRollback rollback)
    {
        var done = new RollbackAnswer(RollbackResult.RolledBack, null);
        if (state.History.Any(change => !IsPromotion(change) && change.ExperimentId == rollback.ExperimentId))
            return (state, done);
        if (LastPromotion(state.History) is not { } promotion || promotion.ExperimentId != rollback.ExperimentId)
            return (state, new RollbackAnswer(RollbackResult.NotTheLastPromotion, LastPromotion(state.History)?.ExperimentId));
        if (state.Claim is { } taken)
            return (state, new RollbackAnswer(RollbackResult.SignalIsTaken, taken.Id));
        var target = promotion.Former!;
        return (
            state with
            {
                History = state.History.Add(
                    new ChampionChange(
                        target,
                        promotion.Version,
                        rollback.At,
                        rollback.By,
                        rollback.Kind,
                        rollback.Reason,
                        promotion.ExperimentId
                    )
                ),
                Archived = [.. state.Archived.Where(version => version != target).Append(promotion.Version).Distinct()],
                Holdout = null,
            },
            done
        );
    }

    /// <summary>Ends the holdout of an experiment's promotion.</summary>
    internal static ChampionState EndHoldout(ChampionState state, string experimentId) =>
        state.Holdout is not null && LastPromotion(state.History)?.ExperimentId == experimentId ? state with { Holdout = null } : state;

    /// <summary>The promotion that a rollback would take back; null where none is left.</summary>
    internal static ChampionChange? LastPromotion(ImmutableArray<ChampionChange> history)
    {
        var standing = new Stack<ChampionChange>();
        foreach (var change in history)
        {
            if (IsPromotion(change))
                standing.Push(change);
            else
                standing.Pop();
        }

        return standing.Count > 0 ? standing.Peek() : null;
    }

    private static ChampionState Promote(ChampionState state, string experimentId, Promotion promotion) =>
        state with
        {
            History = state.History.Add(
                new ChampionChange(
                    promotion.Version,
                    state.Champion,
                    promotion.At,
                    promotion.By,
                    promotion.Kind,
                    promotion.Reason,
                    experimentId
                )
            ),
            Archived = [.. state.Archived.Where(version => version != promotion.Version)],
            Holdout =
                promotion.HoldoutShare > 0
                    ? new Holdout(
                        state.Champion,
                        $"holdout-{experimentId}",
                        promotion.HoldoutShare,
                        DateOnly.FromDateTime(promotion.At.UtcDateTime).AddDays(1),
                        promotion.At.AddDays(promotion.HoldoutDays)
                    )
                    : null,
        };

    private static bool IsPromotion(ChampionChange change) =>
        change.Kind is ChampionChangeKind.Promotion or ChampionChangeKind.ManualPromotion;
}
