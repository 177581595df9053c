using System.Text.Json;
using LearningActors.Client;

namespace LearningActors.Mcp;

/// <summary>A setting is missing or can't be used. The message is for the user.</summary>
internal sealed class McpSettingException(string message) : Exception(message);

/// <summary>Where the service is, and the key, by the environment.</summary>
internal static class McpSettings
{
    /// <summary>
    /// Reads <c>LEARNING_URL</c> (several with commas) and <c>LEARNING_API_KEY</c>, or the engine's key of <c>LEARNING_HOME</c>.
    /// </summary>
    /// <exception cref="McpSettingException">No key is known, or an address is none.</exception>
    internal static LearningActorsOptions Read(Func<string, string?> environment)
    {
        var options = new LearningActorsOptions { Key = Key(environment) };
        var given = environment("LEARNING_URL") is { Length: > 0 } url ? url : "http://127.0.0.1:8080";
        foreach (var one in given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Uri.TryCreate(one, UriKind.Absolute, out var address))
                throw new McpSettingException($"LEARNING_URL has '{one}'; expected an address such as http://127.0.0.1:8080.");
            options.Addresses.Add(address);
        }

        return options;
    }

    private static string Key(Func<string, string?> environment)
    {
        if (environment("LEARNING_API_KEY") is { Length: > 0 } key)
            return key;
        if (environment("LEARNING_ENGINE_KEY") is { Length: > 0 } engine)
            return engine;
        var file = Path.Combine(environment("LEARNING_HOME") is { Length: > 0 } home ? home : ".local", "keys.json");
        if (File.Exists(file) && JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) is { } kept)
        {
            if (kept.TryGetValue("Engine", out var made))
                return made;
        }

        throw new McpSettingException("The service asks for a key: set LEARNING_API_KEY, or LEARNING_HOME to the service's home.");
    }
}
