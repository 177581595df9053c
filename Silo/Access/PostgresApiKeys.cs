using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Access;

/// <inheritdoc cref="IApiKeys" />
internal sealed class PostgresApiKeys(NpgsqlDataSource database) : IApiKeys
{
    private const string Valid = "SELECT key_hash, name, scopes FROM api_keys WHERE revoked_at IS NULL";

    /// <inheritdoc />
    public Task<ImmutableArray<ApiKey>> ListAsync() =>
        RepeatableSql.ListAsync(
            database,
            Valid,
            [],
            row => new ApiKey([.. row.GetFieldValue<byte[]>(0)], row.GetString(1), [.. row.GetFieldValue<string[]>(2)])
        );
}
