using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>Lists the stored outcomes with their matches.</summary>
internal static class OutcomeRows
{
    private static readonly KeysetList<OutcomeSort> s_list = new(
        "m.day, m.symbol, m.match_type, m.recommendation_id, m.execution_id, o.match_id, o.outcome, o.pnl, o.counterfactual_pnl, o.as_of, "
            + "o.attributed_pnl, o.position_pnl, o.is_ended, o.is_inferred, o.counterfactual_source, o.counterfactual_on, o.currency",
        "position_outcomes o JOIN recommendation_execution_matches m ON m.id = o.match_id",
        new("m.id", SortKind.Uuid),
        new()
        {
            [OutcomeSort.Day] = new("m.day", SortKind.Day),
            [OutcomeSort.AttributedPnl] = new("o.attributed_pnl::double precision", SortKind.Number),
        }
    );

    internal static Task<ListPart<MatchOutcome>> ListAsync(
        NpgsqlDataSource database,
        OutcomeFilter filter,
        ListRequest<OutcomeSort> request
    ) =>
        s_list.ReadAsync(
            database,
            new SqlConditions()
                .Where("m.day >= {0}", Sql.Optional(filter.From, NpgsqlDbType.Date))
                .Where("m.day <= {0}", Sql.Optional(filter.Through, NpgsqlDbType.Date))
                .Where("m.symbol = {0}", Sql.Text(filter.Symbol))
                .Where("m.match_type = {0}", Sql.Text(filter.MatchType is { } match ? Sql.Word(match) : null))
                .Where("o.outcome = {0}", Sql.Text(filter.Kind is { } kind ? Sql.Word(kind) : null)),
            request,
            Read
        );

    private static MatchOutcome Read(NpgsqlDataReader reader) =>
        new(
            reader.GetFieldValue<DateOnly>(0),
            reader.GetString(1),
            Sql.Value<MatchKind>(reader.GetString(2)),
            reader.TextOrNull(3),
            reader.TextOrNull(4),
            new PositionOutcome(
                reader.GetGuid(5),
                reader.TextOrNull(6) is { } outcome ? Sql.Value<OutcomeKind>(outcome) : null,
                reader.GetDecimal(7),
                reader.IsDBNull(8) ? null : reader.GetDecimal(8),
                reader.GetFieldValue<DateOnly>(9),
                reader.GetDecimal(10),
                reader.GetDecimal(11),
                reader.GetBoolean(12),
                reader.GetBoolean(13),
                reader.TextOrNull(14),
                reader.IsDBNull(15) ? null : reader.GetFieldValue<DateOnly>(15),
                reader.GetString(16)
            )
        );
}
