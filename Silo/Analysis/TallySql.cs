namespace LearningActors.Analysis;

/// <summary>What queries of sums share; what a sum is made of is in the view <c>llm_fact_tallies</c>.</summary>
internal static class TallySql
{
    /// <summary>The sums' columns, in the order of <see cref="Tally"/>.</summary>
    internal const string Columns =
        "total_explanations, cached, fallbacks, rated, feedback, positive, ratings, rating_sum, rating_square_sum, cost_usd, "
        + "latency_ms_sum";

    /// <summary>Adds the sums of rows up, in the order of <see cref="Tally"/>.</summary>
    internal const string SumOfColumns = """
        coalesce(sum(total_explanations), 0)::bigint, coalesce(sum(cached), 0)::bigint, coalesce(sum(fallbacks), 0)::bigint,
        coalesce(sum(rated), 0)::bigint, coalesce(sum(feedback), 0)::bigint, coalesce(sum(positive), 0)::bigint,
        coalesce(sum(ratings), 0)::bigint, coalesce(sum(rating_sum), 0)::bigint, coalesce(sum(rating_square_sum), 0)::bigint,
        coalesce(sum(cost_usd), 0)::numeric, coalesce(sum(latency_ms_sum), 0)::bigint
        """;

    /// <summary>
    /// The sums of the days in <c>wanted(day)</c>, made from the facts; a further <c>AND</c> restricts explanations and votes alike. As
    /// an array, days lead to the indexes of both.
    /// </summary>
    internal const string FactsOfWantedDays = "llm_fact_tallies WHERE day = ANY (ARRAY (SELECT day FROM wanted))";

    /// <summary>
    /// Common tables of which <c>every</c> has the sums of the days <c>$1</c>, an array: of their roll-up, or of the facts where that
    /// does not hold everything.
    /// </summary>
    internal const string EveryRowOfDays = $"""
        rolled AS (SELECT day FROM llm_rolled_days WHERE day = ANY ($1)), wanted AS (
            SELECT day FROM unnest($1::date[]) AS day WHERE day NOT IN (SELECT day FROM rolled)
        ), every AS (
            SELECT date AS day, signal_type AS signal, ticker, prompt_version, model_used, {Columns}
            FROM llm_metrics WHERE date IN (SELECT day FROM rolled)
            UNION ALL
            SELECT day, signal, ticker, prompt_version, model_used, {Columns} FROM {FactsOfWantedDays}
        )
        """;

    /// <summary>Every day of a range.</summary>
    internal static DateOnly[] Days(DateOnly from, DateOnly to) =>
        [.. Enumerable.Range(0, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(from.AddDays)];
}
