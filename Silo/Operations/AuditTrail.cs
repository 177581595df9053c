using Npgsql;
using NpgsqlTypes;

namespace LearningActors.Operations;

/// <summary>The table <c>audit_entries</c>.</summary>
internal static class AuditTrail
{
    /// <summary>Adds an entry within the connection's transaction.</summary>
    internal static async Task WriteAsync(NpgsqlConnection connection, DateTimeOffset at, AuditEntry entry)
    {
        await using var command = new NpgsqlCommand("INSERT INTO audit_entries (at, actor, action, subject, detail) VALUES ($1, $2, $3, $4, $5)", connection);
        command.Parameters.AddWithValue(at.UtcDateTime);
        command.Parameters.AddWithValue(entry.Actor);
        command.Parameters.AddWithValue(entry.Action);
        command.Parameters.AddWithValue(entry.Subject);
        command.Parameters.Add(new NpgsqlParameter { Value = entry.DetailJson, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync();
    }
}
