using Npgsql;

namespace LearningActors.Ledger;

/// <summary>A connection as the server knows it, which may be there when the client's side has gone.</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Since">When it began: process ids come again.</param>
internal readonly record struct ServerSession(int ProcessId, DateTime Since)
{
    private const string Own = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    // Waits until it is gone, five seconds at the most.
    private const string End = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2";

    /// <summary>The session of a connection.</summary>
    internal static async Task<ServerSession> OfAsync(NpgsqlConnection connection) =>
        (await Statement.ReadAsync(connection, Own, row => new ServerSession(row.GetInt32(0), row.GetDateTime(1)))).Single();

    /// <summary>Ends it by another connection, if it is there.</summary>
    /// <returns>Whether it has gone.</returns>
    internal async Task<bool> EndAsync(NpgsqlConnection connection) =>
        (
            await Statement.ReadAsync(connection, End, row => row.GetBoolean(0), new() { Value = ProcessId }, new() { Value = Since })
        ).TrueForAll(ended => ended);
}
