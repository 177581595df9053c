namespace LearningActors.Hosting;

/// <summary>What the environment says about this host.</summary>
public sealed record ServiceSettings
{
    /// <summary><c>LEARNING_URL</c>: where the API listens.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:8080");

    /// <summary><c>LEARNING_HOME</c>: a private PostgreSQL and generated keys.</summary>
    public string Home { get; init; } = ".local";

    /// <summary><c>LEARNING_POSTGRES</c>: a connection string, instead of the private database.</summary>
    public string? Postgres { get; init; }

    /// <summary><c>LEARNING_SESSION_KEY</c>: keys the hash of session ids; otherwise one is generated and kept in the database.</summary>
    public string? SessionKey { get; init; }

    /// <summary><c>LEARNING_SILO_PORT</c>; by default 10 000 above the API's port.</summary>
    public int SiloPort { get; init; }

    /// <summary><c>LEARNING_GATEWAY_PORT</c>; by default 20 000 above the API's port.</summary>
    public int GatewayPort { get; init; }

    /// <summary><c>LEARNING_SILO_ADDRESS</c>: the IP address at which other silos reach this one.</summary>
    public string SiloAddress { get; init; } = "127.0.0.1";

    /// <summary>Reads the environment.</summary>
    /// <exception cref="OperatorException">A value cannot be used.</exception>
    public static ServiceSettings From(Func<string, string?> environment)
    {
        var url = ReadUrl(environment("LEARNING_URL") is { Length: > 0 } given ? given : "http://127.0.0.1:8080");
        return new ServiceSettings
        {
            Url = url,
            Home = Path.GetFullPath(environment("LEARNING_HOME") is { Length: > 0 } home ? home : ".local"),
            Postgres = environment("LEARNING_POSTGRES") is { Length: > 0 } postgres ? postgres : null,
            SessionKey = environment("LEARNING_SESSION_KEY") is { Length: > 0 } key ? key : null,
            SiloPort = ReadPort(environment, "LEARNING_SILO_PORT") ?? Above(url.Port, 10_000),
            GatewayPort = ReadPort(environment, "LEARNING_GATEWAY_PORT") ?? Above(url.Port, 20_000),
            SiloAddress = environment("LEARNING_SILO_ADDRESS") is { Length: > 0 } address ? address : "127.0.0.1",
        };
    }

    private static Uri ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            ? url
            : throw new OperatorException($"LEARNING_URL is '{text}'; expected an address such as http://127.0.0.1:8080.");

    private static int? ReadPort(Func<string, string?> environment, string name) => environment(name) switch
    {
        null or "" => null,
        var text when ushort.TryParse(text, out var port) && port > 0 => port,
        var text => throw new OperatorException($"{name} is '{text}'; expected a port from 1 to 65535."),
    };

    /// <summary>The same for the same address, so that a restarted silo comes back where its cluster knew it; wraps within 1024..65535.</summary>
    private static int Above(int port, int distance) => 1024 + ((port - 1024 + distance + 64_512) % 64_512);
}
