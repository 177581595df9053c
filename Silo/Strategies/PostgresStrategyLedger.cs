using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Strategies;

/// <inheritdoc cref="IStrategyLedger" />
internal sealed class PostgresStrategyLedger(NpgsqlDataSource database, IClock clock) : IStrategyLedger
{
    private const string Columns = "id, name, description, is_active";

    public async Task<bool> AddAsync(StrategyRule rule) => await DatabaseReads.ExecuteAsync(
        database, "INSERT INTO strategy_rules (id, name, description, is_active, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (id) DO NOTHING",
        new() { Value = rule.Id }, new() { Value = rule.Name }, Sql.Text(rule.Description), new() { Value = rule.IsActive }, new() { Value = clock.UtcNow.UtcDateTime }) > 0;

    public async Task<StrategyRule?> ChangeAsync(string id, string? name, string? description, bool? isActive) => (await DatabaseReads.ListAsync(
        database,
        $"UPDATE strategy_rules SET name = coalesce($2, name), description = coalesce($3, description), is_active = coalesce($4, is_active), updated_at = $5 WHERE id = $1 RETURNING {Columns}",
        [
            new() { Value = id }, Sql.Text(name), Sql.Text(description), new() { Value = (object?)isActive ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean },
            new() { Value = clock.UtcNow.UtcDateTime },
        ],
        Read)).FirstOrDefault();

    public Task<ImmutableArray<StrategyRule>> ReadAllAsync() => DatabaseReads.ListAsync(database, $"SELECT {Columns} FROM strategy_rules ORDER BY id", [], Read);

    public async Task<StrategyRule?> FindAsync(string id) => (await DatabaseReads.ListAsync(
        database, $"SELECT {Columns} FROM strategy_rules WHERE id = $1", [new() { Value = id }], Read)).FirstOrDefault();

    private static StrategyRule Read(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.TextOrNull(2), reader.GetBoolean(3));
}
