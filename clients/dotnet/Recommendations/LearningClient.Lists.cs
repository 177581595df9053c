namespace LearningActors.Client;

/// <content>Lists of what was recommended and executed, and of what follows from it.</content>
public sealed partial class LearningClient
{
    /// <summary>A page of recommendations, the latest first.</summary>
    /// <param name="query">Filters and cursor, such as <c>symbol=PLTR</c>.</param>
    public Task<Page<Recommendation>> RecommendationsAsync(string query) =>
        GetAsync<Page<Recommendation>>($"{Divergence}/recommendations?{query}");

    /// <summary>A page of executions, the latest first.</summary>
    /// <param name="query">Filters and cursor, such as <c>account=ira</c>.</param>
    public Task<Page<Execution>> ExecutionsAsync(string query) => GetAsync<Page<Execution>>($"{Divergence}/executions?{query}");

    /// <summary>A page of orders, the latest first.</summary>
    /// <param name="query">Filters and cursor.</param>
    public Task<Page<ExecutedOrder>> OrdersAsync(string query) => GetAsync<Page<ExecutedOrder>>($"{Divergence}/orders?{query}");

    /// <summary>A page of positions; what changed last comes first.</summary>
    /// <param name="query">Filters and cursor, such as <c>state=open</c>.</param>
    public Task<Page<Position>> PositionsAsync(string query) => GetAsync<Page<Position>>($"{Divergence}/positions?{query}");

    /// <summary>A page of matches.</summary>
    /// <param name="query">Filters and cursor, such as <c>match_type=reject</c>.</param>
    public Task<Page<MatchRecord>> MatchesAsync(string query) => GetAsync<Page<MatchRecord>>($"{Divergence}/matches?{query}");

    /// <summary>A page of outcomes with their matches, the latest day first.</summary>
    /// <param name="query">Filters and cursor, such as <c>outcome=assigned</c>.</param>
    public Task<Page<MatchOutcome>> OutcomesAsync(string query) => GetAsync<Page<MatchOutcome>>($"{Divergence}/outcomes?{query}");
}
