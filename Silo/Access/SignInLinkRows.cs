using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Access;

/// <summary>The table <c>sign_in_links</c>, within the connection's transaction.</summary>
internal static class SignInLinkRows
{
    /// <summary>Somebody who may do everything and has been in, by a password or by a trusted proxy.</summary>
    internal const string IsWorkingAdmin = "role = 'admin' AND is_active AND (password_hash IS NOT NULL OR last_sign_in_at IS NOT NULL)";

    /// <summary>As <see cref="IPeopleGrain.AddLink"/> has it.</summary>
    internal static async Task<bool> AddAsync(NpgsqlConnection connection, SignInLink link)
    {
        // Two links for one person that are made at once come one after the other, and the second replaces the first.
        await Statement.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.People})");
        await Statement.ExecuteAsync(connection, "DELETE FROM sign_in_links WHERE expires_at < now()");
        // Several silos that start beside each other print a link for the first admin each; the first that is used ends all.
        if (link.Person is not null)
            await Statement.ExecuteAsync(
                connection,
                "DELETE FROM sign_in_links WHERE person = $1 AND token_hash <> $2",
                Sql.Text(link.Person),
                Sql.Bytes(link.TokenHash)
            );
        return await Statement.ExecuteAsync(
                connection,
                $"""
                INSERT INTO sign_in_links (token_hash, purpose, person, expires_at)
                SELECT $1, $2, $3, now() + $4
                WHERE CASE WHEN $3::text IS NULL
                    THEN NOT EXISTS (SELECT FROM people WHERE {IsWorkingAdmin})
                    ELSE EXISTS (SELECT FROM people WHERE name = $3 AND is_active) END
                ON CONFLICT (token_hash) DO UPDATE SET purpose = excluded.purpose
                """,
                Sql.Bytes(link.TokenHash),
                Sql.Text(Sql.Word(link.Purpose)),
                Sql.Text(link.Person),
                new() { Value = link.Lasts }
            ) > 0;
    }

    /// <summary>As <see cref="IPeopleGrain.FindLink"/> has it.</summary>
    internal static async Task<OpenLink?> FindAsync(NpgsqlConnection connection, ImmutableArray<byte> tokenHash) =>
        (
            await Statement.ReadAsync(
                connection,
                $"""
                SELECT l.purpose, l.person, coalesce(p.role, 'admin'), l.expires_at
                FROM sign_in_links l LEFT JOIN people p ON p.name = l.person
                WHERE l.token_hash = $1 AND l.expires_at > now()
                  AND CASE WHEN l.person IS NULL THEN NOT EXISTS (SELECT FROM people WHERE {IsWorkingAdmin}) ELSE p.is_active END
                """,
                row => new OpenLink(
                    Sql.Value<LinkPurpose>(row.GetString(0)),
                    row.TextOrNull(1),
                    Sql.Value<Role>(row.GetString(2)),
                    row.GetFieldValue<DateTimeOffset>(3)
                ),
                Sql.Bytes(tokenHash)
            )
        ).SingleOrDefault();

    /// <summary>Links of somebody stop working; of null those for the first admin.</summary>
    internal static Task EndAsync(NpgsqlConnection connection, string? person) =>
        Statement.ExecuteAsync(connection, "DELETE FROM sign_in_links WHERE person IS NOT DISTINCT FROM $1", Sql.Text(person));
}
