using System.Collections.Immutable;
using LearningActors.Ledger;
using NodaTime;
using Npgsql;

namespace LearningActors.Operations;

/// <inheritdoc cref="ISiloServices" />
internal sealed class SiloServices(NpgsqlDataSource database, IEnumerable<ILedgerWriter> writers, IClock clock) : ISiloServices
{
    public ImmutableArray<LedgerFigures> LedgerFigures => [.. writers.Select(writer => writer.Figures)];

    public Task<ImmutableArray<ApiKey>> ReadApiKeysAsync() => DatabaseReads.RunAsync(database, async () =>
    {
        await using var command = database.CreateCommand("SELECT key_hash, name, scopes FROM api_keys WHERE revoked_at IS NULL");
        await using var reader = await command.ExecuteReaderAsync();
        var keys = ImmutableArray.CreateBuilder<ApiKey>();
        while (await reader.ReadAsync())
            keys.Add(new ApiKey([.. reader.GetFieldValue<byte[]>(0)], reader.GetString(1), [.. reader.GetFieldValue<string[]>(2)]));
        return keys.ToImmutable();
    });

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            await using var command = database.CreateCommand("SELECT 1");
            command.CommandTimeout = 3;
            await command.ExecuteScalarAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public Task AuditAsync(AuditEntry entry) => DatabaseReads.RunAsync(database, async () =>
    {
        await using var connection = await database.OpenConnectionAsync();
        await AuditTrail.WriteAsync(connection, clock.UtcNow, entry);
        return true;
    });
}
