using System.Security.Cryptography;
using System.Text;
using LearningActors.Configuration;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>The key of the hash under which sessions are stored. It must stay the same for as long as the data lives.</summary>
internal static class SessionKeyStore
{
    /// <summary>The given key, or the one that the database holds, or a new one that it holds from now on.</summary>
    /// <exception cref="OperatorException">The key is not the one that this database was begun with.</exception>
    internal static async Task<byte[]> LoadAsync(NpgsqlDataSource database, string? given)
    {
        var key = given ?? await SettleAsync(database, "session_key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var fingerprint = Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "fingerprint"u8));
        return await SettleAsync(database, "session_key_fingerprint", fingerprint) == fingerprint
            ? bytes
            : throw new OperatorException(
                "LEARNING_SESSION_KEY is not the key that this database was begun with: its sessions would be taken for others. Set "
                    + "the former key, or unset it if there was none."
            );
    }

    /// <summary>Stores a value unless there is one, and returns the one that stands. Where there is one, reading is enough.</summary>
    private static async Task<string> SettleAsync(NpgsqlDataSource database, string name, string value)
    {
        await using var read = database.CreateCommand("SELECT value FROM service_settings WHERE name = $1");
        read.Parameters.AddWithValue(name);
        if (await read.ExecuteScalarAsync() is string settled)
            return settled;
        await using var command = database.CreateCommand(
            """
            INSERT INTO service_settings (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = service_settings.value RETURNING value
            """
        );
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(value);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
