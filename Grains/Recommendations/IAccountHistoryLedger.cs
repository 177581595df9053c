using System.Collections.Immutable;

namespace LearningActors.Recommendations;

/// <summary>Lists of what was recommended and executed, and of the positions that follow.</summary>
public interface IAccountHistoryLedger
{
    /// <summary>A part of the recommendations.</summary>
    Task<ListPart<Recommendation>> ListRecommendationsAsync(HistoryFilter filter, ListRequest<HistorySort> request);

    /// <summary>A part of the executions.</summary>
    Task<ListPart<Execution>> ListExecutionsAsync(HistoryFilter filter, ListRequest<HistorySort> request);

    /// <summary>A part of the orders, each with all of its executions in order of their time.</summary>
    Task<ListPart<(string Id, ImmutableArray<Execution> Executions)>> ListOrdersAsync(
        HistoryFilter filter,
        ListRequest<HistorySort> request
    );

    /// <summary>A part of the positions.</summary>
    Task<ListPart<Position>> ListPositionsAsync(HistoryFilter filter, PositionState? state, ListRequest<HistorySort> request);

    /// <summary>A part of the stored outcomes.</summary>
    Task<ListPart<MatchOutcome>> ListOutcomesAsync(OutcomeFilter filter, ListRequest<OutcomeSort> request);
}
