using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Access;

/// <inheritdoc cref="IApiKeys" />
/// <remarks>Keys end by the database's clock, which is the same for all silos.</remarks>
internal sealed class PostgresApiKeys(NpgsqlDataSource database) : IApiKeys
{
    private const string IsValid = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())";

    private const string Insert = $"""
        INSERT INTO api_keys (key_hash, name, scopes, hint, created_by, expires_at, requests_per_minute)
        SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT FROM api_keys WHERE name = $2 AND {IsValid})
        """;

    private const string Replace = $"""
        WITH former AS (
            SELECT scopes, requests_per_minute, expires_at FROM api_keys
            WHERE name = $1 AND {IsValid} ORDER BY created_at DESC LIMIT 1
        ), made AS (
            INSERT INTO api_keys (key_hash, name, scopes, hint, created_by, requests_per_minute, expires_at)
            SELECT $2, $1, scopes, $3, $5, requests_per_minute, expires_at FROM former
        ), ended AS (
            UPDATE api_keys SET expires_at = least(expires_at, now() + $4) WHERE name = $1 AND {IsValid}
        )
        SELECT scopes FROM former
        """;

    /// <inheritdoc />
    public Task<ImmutableArray<ApiKey>> ListAsync() =>
        RepeatableSql.ListAsync(
            database,
            $"SELECT key_hash, name, scopes, expires_at, requests_per_minute FROM api_keys WHERE {IsValid}",
            [],
            row => new ApiKey(
                [.. row.GetFieldValue<byte[]>(0)],
                row.GetString(1),
                [.. row.GetFieldValue<string[]>(2)],
                row.TimeOrNull(3),
                row.IsDBNull(4) ? null : row.GetInt32(4)
            )
        );

    /// <inheritdoc />
    public Task<ImmutableArray<ApiKeyStatus>> ListAllAsync() =>
        RepeatableSql.ListAsync(
            database,
            """
            SELECT id, name, hint, scopes, created_at, created_by, expires_at, revoked_at, last_used_at, requests_per_minute
            FROM api_keys ORDER BY created_at DESC, id
            """,
            [],
            row => new ApiKeyStatus(
                row.GetGuid(0),
                row.GetString(1),
                row.GetString(2),
                [.. row.GetFieldValue<string[]>(3)],
                row.GetFieldValue<DateTimeOffset>(4),
                row.TextOrNull(5),
                row.TimeOrNull(6),
                row.TimeOrNull(7),
                row.TimeOrNull(8),
                row.IsDBNull(9) ? null : row.GetInt32(9)
            )
        );

    /// <inheritdoc />
    public Task<bool> AddAsync(NewApiKey key) =>
        SingleChange.RunAsync(
            database,
            async connection =>
            {
                // Of two keys of one name that are made at once, the second finds the first.
                await Statement.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.People})");
                return await InsertAsync(connection, key);
            }
        );

    private static async Task<bool> InsertAsync(NpgsqlConnection connection, NewApiKey key) =>
        await Statement.ExecuteAsync(
            connection,
            Insert,
            Sql.Bytes(key.Hash),
            Sql.Text(key.Name),
            Sql.Texts(key.Scopes),
            Sql.Text(key.Hint),
            Sql.Text(key.CreatedBy),
            Sql.Optional(key.ExpiresAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
            Sql.Optional(key.RequestsPerMinute, NpgsqlDbType.Integer)
        ) > 0;

    /// <inheritdoc />
    public async Task<ImmutableArray<string>?> RotateAsync(
        string name,
        ImmutableArray<byte> hash,
        string hint,
        TimeSpan overlap,
        string createdBy
    )
    {
        var former = await SingleChange.RunAsync(
            database,
            connection =>
                Statement.ReadAsync(
                    connection,
                    Replace,
                    row => row.GetFieldValue<string[]>(0).ToImmutableArray(),
                    Sql.Text(name),
                    Sql.Bytes(hash),
                    Sql.Text(hint),
                    new() { Value = overlap },
                    Sql.Text(createdBy)
                )
        );
        return former is [var scopes] ? scopes : null;
    }

    /// <inheritdoc />
    public async Task<int?> RevokeAsync(string name, Guid? only)
    {
        var revoked = await SingleChange.RunAsync(
            database,
            connection =>
                Statement.ReadAsync(
                    connection,
                    $"""
                    WITH meant AS (SELECT id FROM api_keys WHERE name = $1 AND ($2::uuid IS NULL OR id = $2)),
                         ended AS (UPDATE api_keys SET revoked_at = now() WHERE id IN (SELECT id FROM meant) AND {IsValid} RETURNING id)
                    SELECT CASE WHEN EXISTS (SELECT FROM meant) THEN (SELECT count(*) FROM ended)::int END
                    """,
                    row => row.IsDBNull(0) ? (int?)null : row.GetInt32(0),
                    Sql.Text(name),
                    Sql.Optional(only, NpgsqlDbType.Uuid)
                )
        );
        return revoked.Single();
    }

    /// <inheritdoc />
    public Task NoteUseAsync(ImmutableArray<ImmutableArray<byte>> hashes) =>
        RepeatableSql.ExecuteAsync(
            database,
            "UPDATE api_keys SET last_used_at = now() WHERE key_hash = ANY ($1)",
            Sql.Array(hashes.Select(hash => hash.ToArray()).ToArray(), NpgsqlDbType.Bytea)
        );
}
