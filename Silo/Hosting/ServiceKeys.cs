using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>The keys that a host begins with: fixed in the environment, or generated once into its home.</summary>
/// <param name="Admin">May do everything.</param>
/// <param name="Read">May read.</param>
/// <param name="Engine">May send explanations and feedback.</param>
public sealed record ServiceKeys(string Admin, string Read, string Engine)
{
    /// <summary>Reads <c>LEARNING_ADMIN_KEY</c>, <c>LEARNING_READ_KEY</c>, <c>LEARNING_ENGINE_KEY</c>, and generates those that are not given.</summary>
    /// <exception cref="OperatorException">A given key is too short.</exception>
    public static ServiceKeys Load(string home, Func<string, string?> environment)
    {
        var file = Path.Combine(home, "keys.json");
        var generated = File.Exists(file) ? JsonSerializer.Deserialize<ServiceKeys>(File.ReadAllText(file)) : null;
        if (generated is null && (Given("ADMIN") is null || Given("READ") is null || Given("ENGINE") is null))
        {
            generated = new ServiceKeys(Generate("admin"), Generate("read"), Generate("engine"));
            Directory.CreateDirectory(home);
            File.WriteAllText(file, JsonSerializer.Serialize(generated));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return new ServiceKeys(Given("ADMIN") ?? generated!.Admin, Given("READ") ?? generated!.Read, Given("ENGINE") ?? generated!.Engine);

        string? Given(string name) => environment($"LEARNING_{name}_KEY") switch
        {
            null or "" => null,
            { Length: < 8 } => throw new OperatorException($"LEARNING_{name}_KEY is shorter than 8 characters; give a longer one, or none to have it generated."),
            var key => key,
        };
    }

    /// <summary>Stores the hashes, so that every silo on the database accepts these keys.</summary>
    public async Task StoreAsync(NpgsqlDataSource database)
    {
        foreach (var (name, key) in new[] { ("admin", Admin), ("read", Read), ("engine", Engine) })
        {
            await using var command = database.CreateCommand(
                "INSERT INTO api_keys (key_hash, name, scopes) VALUES ($1, $2, $3) ON CONFLICT (key_hash) DO NOTHING");
            command.Parameters.AddWithValue(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
            command.Parameters.AddWithValue(name);
            command.Parameters.AddWithValue(new[] { name });
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Generate(string scope) => $"{scope}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))}";
}
