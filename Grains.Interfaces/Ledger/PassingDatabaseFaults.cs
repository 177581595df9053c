using System.Data.Common;

namespace LearningActors.Ledger;

/// <summary>Faults of the database as it is now, and not of what it was asked: the same may succeed when somebody has mended it.</summary>
public static class PassingDatabaseFaults
{
    /// <summary>It takes nothing, as a server does that is a standby or was set so: <c>read_only_sql_transaction</c>.</summary>
    private const string ReadOnly = "25006";

    /// <summary>It ends what is connected.</summary>
    private const string Ended = "57P";

    /// <summary>It undid the transaction in favour of another, such as in a deadlock.</summary>
    private const string Undone = "40";

    /// <summary>It ends what is connected, or does not let the service in any more (<c>28</c>).</summary>
    private static readonly string[] s_classes = [Ended, "28"];

    /// <summary>
    /// What the driver calls transient, which has a full disk in it; a server that ends connections, refuses them, or takes nothing; and
    /// whatever has no code of the server: a connection that broke or could not be made, such as with an expired certificate.
    /// </summary>
    /// <remarks>Codes: PostgreSQL's documentation, appendix A.</remarks>
    public static bool Pass(DbException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault.IsTransient
            || fault.SqlState is null or ReadOnly
            || Array.Exists(s_classes, one => fault.SqlState.StartsWith(one, StringComparison.Ordinal));
    }

    /// <summary>The connection has gone: the server ended it, or it broke. On another one the same may succeed at once.</summary>
    public static bool EndTheConnection(Exception fault) =>
        fault is DbException { SqlState: var state } && (state is null || state.StartsWith(Ended, StringComparison.Ordinal));

    /// <summary>The transaction had to give way to another. Nothing of it is there, and the same may succeed at once.</summary>
    public static bool UndoTheTransaction(Exception fault) =>
        fault is DbException { SqlState: { } state } && state.StartsWith(Undone, StringComparison.Ordinal);
}
