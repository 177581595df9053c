using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Recommendations;

/// <summary>Puts the recommendation and the executions of matches beside them.</summary>
internal static class MatchContracts
{
    internal static async Task<ImmutableArray<MatchRecord>> AddAsync(NpgsqlDataSource database, ImmutableArray<MatchRecord> matches)
    {
        if (matches.IsEmpty)
            return matches;
        var recommendations = (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {MatchRows.RecommendationColumns} FROM recommendations r WHERE r.id = ANY ($1)",
                [Sql.Texts(matches.Select(match => match.Match.RecommendationId).OfType<string>())],
                MatchRows.ReadRecommendation
            )
        ).ToDictionary(one => one.Id);
        var executions = (
            await RepeatableSql.ListAsync(
                database,
                $"SELECT {MatchRows.ExecutionColumns} FROM executions e WHERE e.id = ANY ($1)",
                [Sql.Texts(matches.SelectMany(match => match.Match.AllExecutions()))],
                MatchRows.ReadExecution
            )
        ).ToDictionary(one => one.Id);
        return
        [
            .. matches.Select(match =>
                match with
                {
                    Recommendation = match.Match.RecommendationId is { } id ? recommendations.GetValueOrDefault(id) : null,
                    Executions = [.. match.Match.AllExecutions().Where(executions.ContainsKey).Select(one => executions[one])],
                }
            ),
        ];
    }
}
