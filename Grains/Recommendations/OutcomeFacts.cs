using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>What the outcomes of matches follow from.</summary>
/// <param name="Matches">Those whose outcome is asked for.</param>
/// <param name="Recommendations">Theirs.</param>
/// <param name="Executions">Every execution of the positions that they have to do with.</param>
/// <param name="Others">
/// Executions beside these positions that tell something of them: openings around a close, exits from a recommended contract.
/// </param>
/// <param name="Prices">Of the recommended contracts and their underlyings, the newest first.</param>
/// <param name="Matched">The ids of all executions that belong to any match.</param>
public sealed record OutcomeFacts(
    ImmutableArray<MatchRecord> Matches,
    ImmutableArray<Recommendation> Recommendations,
    ImmutableArray<Execution> Executions,
    ImmutableArray<Execution> Others,
    ImmutableArray<DailyPrice> Prices,
    IReadOnlySet<string> Matched
);

/// <summary>What followed.</summary>
/// <param name="Outcomes">Of the matches that have one.</param>
/// <param name="Positions">Of the executions given.</param>
public sealed record OutcomeResult(ImmutableArray<PositionOutcome> Outcomes, FifoPositions Positions);
