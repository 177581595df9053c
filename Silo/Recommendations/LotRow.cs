using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Recommendations;

/// <summary>A row of <c>position_lots</c>.</summary>
internal sealed record LotRow(
    string? Account,
    string Instrument,
    string State,
    string? Opening,
    string? Closing,
    string? Origin,
    bool? IsShort,
    decimal Quantity,
    decimal? Pnl,
    decimal Cash,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    bool IsInferred,
    string Currency
)
{
    internal static IEnumerable<LotRow> Of(FifoPositions positions) =>
        positions
            .Closed.Select(lot => new LotRow(
                lot.Account,
                lot.Instrument,
                "closed",
                lot.Opening,
                lot.Closing,
                lot.Origin,
                lot.IsShort,
                lot.Quantity,
                lot.Pnl,
                lot.Pnl,
                lot.OpenedAt,
                lot.ClosedAt,
                lot.How.Text(),
                lot.IsInferred,
                lot.Currency
            ))
            .Concat(
                positions.Open.Select(lot => new LotRow(
                    lot.Account,
                    lot.Instrument,
                    "open",
                    lot.Opening,
                    null,
                    lot.Origin,
                    lot.IsShort,
                    lot.Quantity,
                    null,
                    lot.Cash,
                    lot.OpenedAt,
                    null,
                    null,
                    false,
                    lot.Currency
                ))
            )
            .Concat(
                positions.Unmatched.Select(close => new LotRow(
                    close.Account,
                    close.Instrument,
                    "unmatched",
                    null,
                    close.Closing,
                    null,
                    null,
                    close.Quantity,
                    null,
                    close.Cash,
                    null,
                    close.At,
                    null,
                    false,
                    close.Currency
                ))
            );

    internal static NpgsqlParameter[] Columns(LotRow[] rows) =>
        [
            Sql.Column(rows, row => row.Account ?? "", NpgsqlDbType.Text),
            Sql.Column(rows, row => row.Instrument, NpgsqlDbType.Text),
            Sql.Column(rows, row => row.State, NpgsqlDbType.Text),
            Sql.Column(rows, row => row.Opening, NpgsqlDbType.Text),
            Sql.Column(rows, row => row.Closing, NpgsqlDbType.Text),
            Sql.Column(rows, row => row.Origin, NpgsqlDbType.Text),
            Sql.Column(rows, row => row.IsShort, NpgsqlDbType.Boolean),
            Sql.Column(rows, row => row.Quantity, NpgsqlDbType.Numeric),
            Sql.Column(rows, row => row.Pnl, NpgsqlDbType.Numeric),
            Sql.Column(rows, row => row.Cash, NpgsqlDbType.Numeric),
            Sql.Column(rows, row => row.OpenedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Sql.Column(rows, row => row.ClosedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Sql.Column(rows, row => row.ClosedBy, NpgsqlDbType.Text),
            Sql.Column(rows, row => row.IsInferred, NpgsqlDbType.Boolean),
            Sql.Column(rows, row => row.Currency, NpgsqlDbType.Text),
        ];
}
