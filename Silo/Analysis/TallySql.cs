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
}
