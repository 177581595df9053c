using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LearningActors.Access;
using LearningActors.Configuration;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>The keys that a host begins with: fixed in the environment, or generated once into its home.</summary>
/// <param name="Admin">May do everything.</param>
/// <param name="Read">May read.</param>
/// <param name="Engine">May send explanations, feedback, trades and executions.</param>
public sealed record ServiceKeys(
    [property: Variable("LEARNING_ADMIN_KEY"), Secret, DefaultInWords("generated once")] string Admin,
    [property: Variable("LEARNING_READ_KEY"), Secret, DefaultInWords("generated once")] string Read,
    [property: Variable("LEARNING_ENGINE_KEY"), Secret, DefaultInWords("generated once")] string Engine
)
{
    /// <summary>The given keys; those that are not given are generated.</summary>
    /// <exception cref="OperatorException">A given key is too short.</exception>
    public static ServiceKeys Load(string home, Func<string, string?> environment)
    {
        var given = Variables.Read(new ServiceKeys("", "", ""), environment);
        var file = Path.Combine(home, "keys.json");
        var generated = File.Exists(file) ? JsonSerializer.Deserialize<ServiceKeys>(File.ReadAllText(file)) : null;
        if (generated is null && (given.Admin.Length == 0 || given.Read.Length == 0 || given.Engine.Length == 0))
        {
            generated = new ServiceKeys(AccessToken.NewKey(), AccessToken.NewKey(), AccessToken.NewKey());
            Directory.CreateDirectory(home);
            File.WriteAllText(file, JsonSerializer.Serialize(generated));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return generated is null
            ? given
            : new ServiceKeys(
                given.Admin.Length > 0 ? given.Admin : generated.Admin,
                given.Read.Length > 0 ? given.Read : generated.Read,
                given.Engine.Length > 0 ? given.Engine : generated.Engine
            );
    }

    /// <summary>Stores the hashes, so that every silo on the database accepts these keys.</summary>
    public async Task StoreAsync(NpgsqlDataSource database)
    {
        foreach (var (name, key) in new[] { ("admin", Admin), ("read", Read), ("engine", Engine) })
        {
            await using var command = database.CreateCommand(
                "INSERT INTO api_keys (key_hash, name, scopes) VALUES ($1, $2, $3) ON CONFLICT (key_hash) DO NOTHING"
            );
            command.Parameters.AddWithValue(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
            command.Parameters.AddWithValue(name);
            command.Parameters.AddWithValue(new[] { name });
            await command.ExecuteNonQueryAsync();
        }
    }
}
