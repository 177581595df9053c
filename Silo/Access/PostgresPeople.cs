using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Access;

/// <inheritdoc cref="IPeople" />
/// <remarks>Links and sessions end by the database's clock, which is the same for all silos.</remarks>
internal sealed class PostgresPeople(NpgsqlDataSource database, AccessOptions options) : IPeople
{
    private const string PersonColumns = "name, role, is_active, password_hash IS NOT NULL, created_at, last_sign_in_at";

    private const string SessionColumns = "s.id, s.person, p.role, s.created_at, s.last_seen_at, s.expires_at, s.address, s.agent";

    private const string IsUsable = "s.ended_at IS NULL AND s.expires_at > now() AND s.last_seen_at > now() - $2 AND p.is_active";

    private const string EndAll = "UPDATE person_sessions SET ended_at = now() WHERE person = $1 AND ended_at IS NULL";

    /// <inheritdoc />
    public Task<ImmutableArray<Person>> ListAsync() =>
        RepeatableSql.ListAsync(database, $"SELECT {PersonColumns} FROM people ORDER BY name", [], ReadPerson);

    /// <inheritdoc />
    public async Task<Person?> FindAsync(string name) =>
        (
            await RepeatableSql.ListAsync(database, $"SELECT {PersonColumns} FROM people WHERE name = $1", [Sql.Text(name)], ReadPerson)
        ).SingleOrDefault();

    /// <inheritdoc />
    public async Task<Person?> FindSignedInAsync(string name) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"""
                WITH seen AS (
                    UPDATE people SET last_sign_in_at = now()
                    WHERE name = $1 AND is_active AND coalesce(last_sign_in_at < now() - interval '1 hour', true)
                )
                SELECT {PersonColumns} FROM people WHERE name = $1 AND is_active
                """,
                [Sql.Text(name)],
                ReadPerson
            )
        ).SingleOrDefault();

    /// <inheritdoc />
    public Task<bool> InviteAsync(string name, Role role, SignInLink link) =>
        SingleChange.RunAsync(
            database,
            async connection =>
                await Statement.ExecuteAsync(
                    connection,
                    "INSERT INTO people (name, role) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                    Sql.Text(name),
                    Sql.Text(Sql.Word(role))
                ) > 0
                && await SignInLinkRows.AddAsync(connection, link)
        );

    /// <inheritdoc />
    public Task<PersonChange> ChangeAsync(string name, Role? role, bool? isActive) =>
        SingleChange.RunAsync(
            database,
            async connection =>
            {
                // Two admins who demote each other at the same moment come one after the other.
                await Statement.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.People})");
                var before = await FindAsync(connection, name);
                if (before is null)
                    return new PersonChange(null, false);
                var after = before with { Role = role ?? before.Role, IsActive = isActive ?? before.IsActive };
                if (after == before)
                    return new PersonChange(before, false);
                if (IsWorkingAdmin(before) && !IsWorkingAdmin(after) && await CountAdminsAsync(connection) < 2)
                    return new PersonChange(before, true);
                await Statement.ExecuteAsync(
                    connection,
                    "UPDATE people SET role = $2, is_active = $3 WHERE name = $1",
                    Sql.Text(name),
                    Sql.Text(Sql.Word(after.Role)),
                    new() { Value = after.IsActive }
                );
                await Statement.ExecuteAsync(connection, EndAll, Sql.Text(name));
                if (!after.IsActive)
                    await SignInLinkRows.EndAsync(connection, name);
                return new PersonChange(before, false);
            }
        );

    /// <inheritdoc />
    public Task<bool> AddLinkAsync(SignInLink link) =>
        SingleChange.RunAsync(database, connection => SignInLinkRows.AddAsync(connection, link));

    /// <inheritdoc />
    public Task<OpenLink?> FindLinkAsync(ImmutableArray<byte> tokenHash) =>
        SingleChange.RunAsync(database, connection => SignInLinkRows.FindAsync(connection, tokenHash));

    /// <inheritdoc />
    public Task<LinkOutcome> UseLinkAsync(LinkUse use) =>
        SingleChange.RunAsync(
            database,
            async connection =>
            {
                await Statement.ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({(long)AdvisoryLock.People})");
                if (await SignInLinkRows.FindAsync(connection, use.TokenHash) is not { } link)
                    return LinkOutcome.Invalid;
                if ((link.Person ?? use.Person) != use.Person)
                    return LinkOutcome.Invalid;
                if (link.Person is null)
                {
                    var added = await Statement.ExecuteAsync(
                        connection,
                        "INSERT INTO people (name, role) VALUES ($1, 'admin') ON CONFLICT (name) DO NOTHING",
                        Sql.Text(use.Person)
                    );
                    if (added == 0)
                        return LinkOutcome.NameTaken;
                }

                await Statement.ExecuteAsync(
                    connection,
                    "UPDATE people SET password_hash = $2 WHERE name = $1",
                    Sql.Text(use.Person),
                    Sql.Text(use.PasswordHash)
                );
                await Statement.ExecuteAsync(connection, EndAll, Sql.Text(use.Person));
                // Of the links for a first admin none is left: there is one now.
                await SignInLinkRows.EndAsync(connection, link.Person);
                return LinkOutcome.Used;
            }
        );

    /// <inheritdoc />
    public async Task<PersonPassword> FindPasswordAsync(string name) =>
        (
            await RepeatableSql.ListAsync(
                database,
                "SELECT name, password_hash FROM people WHERE name = $1 AND is_active",
                [Sql.Text(name)],
                row => new PersonPassword(row.GetString(0), row.TextOrNull(1))
            )
        ).SingleOrDefault() ?? new PersonPassword(name, null);

    /// <inheritdoc />
    public Task SetPasswordAsync(string name, string passwordHash, Guid keep) =>
        SingleChange.RunAsync(
            database,
            async connection =>
            {
                await Statement.ExecuteAsync(
                    connection,
                    "UPDATE people SET password_hash = $2 WHERE name = $1",
                    Sql.Text(name),
                    Sql.Text(passwordHash)
                );
                await SignInLinkRows.EndAsync(connection, name);
                return await Statement.ExecuteAsync(connection, $"{EndAll} AND id <> $2", Sql.Text(name), new() { Value = keep });
            }
        );

    /// <inheritdoc />
    public Task<PersonSession?> BeginAsync(NewSession session) =>
        SingleChange.RunAsync(
            database,
            async connection =>
            {
                // The lock waits for a password that is being changed, and compares with the one that it leaves.
                await Statement.ExecuteAsync(
                    connection,
                    """
                    INSERT INTO person_sessions (secret_hash, person, expires_at, address, agent)
                    SELECT $1, name, now() + $3, $4, $5 FROM people WHERE name = $2 AND is_active AND password_hash = $6
                    FOR NO KEY UPDATE
                    ON CONFLICT (secret_hash) DO NOTHING
                    """,
                    Sql.Bytes(session.SecretHash),
                    Sql.Text(session.Person),
                    new() { Value = options.SessionLength },
                    Sql.Text(session.Address),
                    Sql.Text(session.Agent),
                    Sql.Text(session.PasswordHash)
                );
                await Statement.ExecuteAsync(
                    connection,
                    "UPDATE people SET last_sign_in_at = now() WHERE name = $1",
                    Sql.Text(session.Person)
                );
                // What nobody can use any more is kept for a month, for whoever looks into a sign-in.
                await Statement.ExecuteAsync(
                    connection,
                    "DELETE FROM person_sessions WHERE person = $1 AND expires_at < now() - interval '30 days'",
                    Sql.Text(session.Person)
                );
                return await FindSessionAsync(connection, session.SecretHash);
            }
        );

    /// <inheritdoc />
    public async Task<PersonSession?> FindSessionAsync(ImmutableArray<byte> secretHash) =>
        (
            await RepeatableSql.ListAsync(
                database,
                $"""
                WITH found AS (
                    SELECT {SessionColumns}, s.secret_hash FROM person_sessions s JOIN people p ON p.name = s.person
                    WHERE s.secret_hash = $1 AND {IsUsable}
                ), seen AS (
                    UPDATE person_sessions s SET last_seen_at = now() FROM found f
                    WHERE s.secret_hash = f.secret_hash AND s.last_seen_at < now() - interval '1 minute'
                )
                SELECT * FROM found
                """,
                [Sql.Bytes(secretHash), new() { Value = options.SessionIdle }],
                ReadSession
            )
        ).SingleOrDefault();

    /// <inheritdoc />
    public Task<ImmutableArray<PersonSession>> ListSessionsAsync(string name) =>
        RepeatableSql.ListAsync(
            database,
            $"""
            SELECT {SessionColumns} FROM person_sessions s JOIN people p ON p.name = s.person
            WHERE s.person = $1 AND {IsUsable} ORDER BY s.created_at DESC
            """,
            [Sql.Text(name), new() { Value = options.SessionIdle }],
            ReadSession
        );

    /// <inheritdoc />
    public Task<int> EndSessionsAsync(string name, Guid? only) =>
        SingleChange.RunAsync(
            database,
            connection =>
                Statement.ExecuteAsync(
                    connection,
                    $"{EndAll} AND ($2::uuid IS NULL OR id = $2)",
                    Sql.Text(name),
                    Sql.Optional(only, NpgsqlDbType.Uuid)
                )
        );

    private static bool IsWorkingAdmin(Person person) =>
        person is { Role: Role.Admin, IsActive: true } && (person.HasPassword || person.LastSignInAt is not null);

    private static async Task<Person?> FindAsync(NpgsqlConnection connection, string name) =>
        (
            await Statement.ReadAsync(connection, $"SELECT {PersonColumns} FROM people WHERE name = $1", ReadPerson, Sql.Text(name))
        ).SingleOrDefault();

    private static async Task<long> CountAdminsAsync(NpgsqlConnection connection) =>
        (
            await Statement.ReadAsync(
                connection,
                $"SELECT count(*) FROM people WHERE {SignInLinkRows.IsWorkingAdmin}",
                row => row.GetInt64(0)
            )
        ).Single();

    private async Task<PersonSession?> FindSessionAsync(NpgsqlConnection connection, ImmutableArray<byte> secretHash) =>
        (
            await Statement.ReadAsync(
                connection,
                $"SELECT {SessionColumns} FROM person_sessions s JOIN people p ON p.name = s.person WHERE s.secret_hash = $1 AND "
                    + $"{IsUsable}",
                ReadSession,
                Sql.Bytes(secretHash),
                new NpgsqlParameter { Value = options.SessionIdle }
            )
        ).SingleOrDefault();

    private static Person ReadPerson(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            Sql.Value<Role>(row.GetString(1)),
            row.GetBoolean(2),
            row.GetBoolean(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.TimeOrNull(5)
        );

    private static PersonSession ReadSession(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            Sql.Value<Role>(row.GetString(2)),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetFieldValue<DateTimeOffset>(4),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetString(6),
            row.GetString(7)
        );
}
