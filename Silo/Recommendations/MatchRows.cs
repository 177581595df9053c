using System.Collections.Immutable;
using System.Text.Json;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Recommendations;

/// <summary>How recommendations, executions and matches stand in their tables.</summary>
internal static class MatchRows
{
    internal const string Columns = """
        m.id, day, symbol, recommendation_id, execution_id, match_type, score, strike_difference, days_difference, premium_difference,
        reason_code, reason_text, reviewed_at, excluded_reason, history::text, m.updated_at, outcome, pnl, counterfactual_pnl,
            as_of, attributed_pnl,
        ARRAY(SELECT f.execution_id FROM match_fills f JOIN executions e ON e.id = f.execution_id WHERE f.match_id = m.id
            ORDER BY e.executed_at, e.id),
        structure, position_pnl, is_ended, is_inferred, counterfactual_source, counterfactual_on, currency,
        revision, decided_by
        """;

    /// <summary>Matches and their outcomes.</summary>
    internal const string Table = "recommendation_execution_matches m LEFT JOIN position_outcomes o ON o.match_id = m.id";

    /// <summary>Of <c>recommendations r</c>.</summary>
    internal const string RecommendationColumns =
        "r.id, r.sent_at, r.symbol, r.account, r.action, r.strike, r.expiration, r.option_right, r.premium, r.type, r.algorithm_version, "
        + "r.further_legs::text";

    /// <summary>Of <c>executions e</c>.</summary>
    internal const string ExecutionColumns =
        "e.id, e.executed_at, e.instrument, e.action, e.quantity, e.price, e.fees, e.account, e.recommendation_id, e.cause, "
        + "e.instrument_kind, e.underlying, e.order_id, e.multiplier, e.currency";

    internal static KeysetList<MatchSort> List { get; } =
        new(
            Columns,
            Table,
            new("m.id", SortKind.Uuid),
            new()
            {
                // The index of step 0016 is of this expression.
                [MatchSort.Reviewed] = new("((reviewed_at IS NOT NULL)::integer * 1000000 + (day - DATE '2000-01-01'))", SortKind.Whole),
                [MatchSort.Day] = new("day", SortKind.Day),
            }
        );

    internal static MatchRecord Read(NpgsqlDataReader reader) =>
        new(
            reader.GetGuid(0),
            reader.GetFieldValue<DateOnly>(1),
            reader.GetString(2),
            new Match(
                reader.TextOrNull(3),
                reader.TextOrNull(4),
                Sql.Value<MatchKind>(reader.GetString(5)),
                reader.IsDBNull(6) ? null : reader.GetDouble(6),
                reader.IsDBNull(7) ? null : reader.GetDecimal(7),
                reader.IsDBNull(8) ? null : reader.GetInt32(8),
                reader.IsDBNull(9) ? null : reader.GetDecimal(9),
                [.. reader.GetFieldValue<string[]>(21)],
                reader.TextOrNull(22) is { } structure ? Sql.Value<OrderStructure>(structure) : null
            ),
            reader.TextOrNull(10) is { } code ? Sql.Value<ReasonCode>(code) : null,
            reader.TextOrNull(11),
            reader.TimeOrNull(12),
            reader.TextOrNull(13),
            reader.IsDBNull(17)
                ? null
                : new PositionOutcome(
                    reader.GetGuid(0),
                    reader.TextOrNull(16) is { } outcome ? Sql.Value<OutcomeKind>(outcome) : null,
                    reader.GetDecimal(17),
                    reader.IsDBNull(18) ? null : reader.GetDecimal(18),
                    reader.GetFieldValue<DateOnly>(19),
                    reader.GetDecimal(20),
                    reader.GetDecimal(23),
                    reader.GetBoolean(24),
                    reader.GetBoolean(25),
                    reader.TextOrNull(26),
                    reader.IsDBNull(27) ? null : reader.GetFieldValue<DateOnly>(27),
                    reader.GetString(28)
                ),
            JsonSerializer.Deserialize<ImmutableArray<FormerMatch>>(reader.GetString(14), StoredJson.Options),
            reader.GetFieldValue<DateTimeOffset>(15)
        )
        {
            Revision = reader.GetInt32(29),
            DecidedBy = reader.TextOrNull(30),
        };

    internal static Recommendation ReadRecommendation(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetString(2),
            reader.TextOrNull(3),
            Actions.FindRecommended(reader.GetString(4))
                ?? throw new FormatException($"Recommendation {reader.GetString(0)}: its action is unknown."),
            reader.IsDBNull(5) ? null : reader.GetDecimal(5),
            reader.IsDBNull(6) ? null : reader.GetFieldValue<DateOnly>(6),
            reader.TextOrNull(7) switch
            {
                "call" => OptionRight.Call,
                "put" => OptionRight.Put,
                _ => null,
            },
            reader.IsDBNull(8) ? null : reader.GetDecimal(8),
            reader.GetString(9),
            reader.TextOrNull(10),
            JsonSerializer.Deserialize<ImmutableArray<RecommendedLeg>>(reader.GetString(11), StoredJson.Options)
        );

    internal static Execution ReadExecution(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetFieldValue<DateTimeOffset>(1),
            reader.GetString(2),
            Actions.FindExecuted(reader.GetString(3))
                ?? throw new FormatException($"Execution {reader.GetString(0)}: its action is unknown."),
            reader.GetDecimal(4),
            reader.GetDecimal(5),
            reader.GetDecimal(6),
            reader.TextOrNull(7),
            reader.TextOrNull(8),
            Sql.Value<ExecutionCause>(reader.GetString(9)),
            Sql.Value<InstrumentKind>(reader.GetString(10)),
            reader.GetString(11),
            reader.TextOrNull(12),
            reader.GetDecimal(13),
            reader.GetString(14)
        );

    internal static string? Text(OptionRight? right) =>
        right switch
        {
            OptionRight.Call => "call",
            OptionRight.Put => "put",
            _ => null,
        };
}
