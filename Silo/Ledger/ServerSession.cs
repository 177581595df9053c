using Npgsql;

namespace LearningActors.Ledger;

/// <summary>A connection as the server knows it, which may be there when the client's side has gone.</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Since">When it began: process ids come again.</param>
internal readonly record struct ServerSession(int ProcessId, DateTime Since)
{
    // A client that does not answer for 25 seconds has gone. Where the connection is none of TCP, or the server's system has no such
    // setting, nothing happens.
    private const string AskWhetherClientLives =
        "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";

    private const string Own = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    // Waits until it is gone, five seconds at the most.
    private const string End = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2";

    /// <summary>The session of a connection, whose end the server notices from now on.</summary>
    internal static async Task<ServerSession> OfAsync(NpgsqlConnection connection)
    {
        await Statement.ExecuteAsync(connection, AskWhetherClientLives);
        return (await Statement.ReadAsync(connection, Own, row => new ServerSession(row.GetInt32(0), row.GetDateTime(1)))).Single();
    }

    /// <summary>Ends it by another connection, if it is there.</summary>
    internal Task EndAsync(NpgsqlConnection connection) =>
        Statement.ReadAsync(connection, End, row => row.GetBoolean(0), new() { Value = ProcessId }, new() { Value = Since });
}
