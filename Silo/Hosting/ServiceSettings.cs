using System.ComponentModel.DataAnnotations;
using LearningActors.Configuration;

namespace LearningActors.Hosting;

/// <summary>What the environment says about this host.</summary>
public sealed record ServiceSettings
{
    /// <summary>What this process is, see <see href="#roles">Roles</see>.</summary>
    [Variable("LEARNING_ROLE")]
    public HostRole Role { get; init; }

    /// <summary>Where it listens: the API, or a silo's health.</summary>
    [Variable("LEARNING_URL"), ListeningAddress]
    public Uri Url { get; init; } = new("http://127.0.0.1:8080");

    /// <summary>A folder for a private PostgreSQL and generated keys.</summary>
    [Variable("LEARNING_HOME")]
    public string Home { get; init; } = ".local";

    /// <summary>A connection string, instead of the private database.</summary>
    [Variable("LEARNING_POSTGRES")]
    public string? Postgres { get; init; }

    /// <summary>Keys the hash under which sessions are stored; never change it.</summary>
    [Variable("LEARNING_SESSION_KEY"), DefaultInWords("generated once, in the database")]
    public string? SessionKey { get; init; }

    /// <summary>Where silos talk to each other (Orleans).</summary>
    [Variable("LEARNING_SILO_PORT"), Range(1, 65535), DefaultInWords("port of `LEARNING_URL` + 10 000")]
    public int SiloPort { get; init; }

    /// <summary>Where front ends connect to a silo (Orleans).</summary>
    [Variable("LEARNING_GATEWAY_PORT"), Range(1, 65535), DefaultInWords("port of `LEARNING_URL` + 20 000")]
    public int GatewayPort { get; init; }

    /// <summary>The address at which others reach this silo (Orleans).</summary>
    [Variable("LEARNING_SILO_ADDRESS"), IpAddress]
    public string SiloAddress { get; init; } = "127.0.0.1";

    /// <summary>The reverse proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> count.</summary>
    [Variable("LEARNING_TRUSTED_PROXY"), Networks]
    public string? TrustedProxy { get; init; }

    /// <summary>
    /// The header in which that proxy names who has signed in there, such as <c>X-Forwarded-User</c>, see <see
    /// href="access.md#people">single sign-on</see>.
    /// </summary>
    [Variable("LEARNING_PROXY_USER_HEADER")]
    public string? ProxyUserHeader { get; init; }

    /// <summary>Reads the environment.</summary>
    /// <exception cref="OperatorException">A value can't be used, or values don't go together.</exception>
    public static ServiceSettings From(Func<string, string?> environment)
    {
        var given = Variables.Read(new ServiceSettings(), environment);
        if (given.Role != HostRole.All && !GrainRuntime.IsCluster)
        {
            throw new OperatorException(
                $"LEARNING_ROLE is '{OptionText.Write(given.Role)}', and this build runs in one process; expected all, or a build "
                    + "for a cluster: ./run --runtime Orleans."
            );
        }

        if (given.Role == HostRole.Api && given.Postgres is null)
            throw new OperatorException(
                "LEARNING_POSTGRES is not set; with LEARNING_ROLE=api expected the connection string of the silos' database."
            );
        if (given.ProxyUserHeader is not null && given.TrustedProxy is null)
            throw new OperatorException(
                "LEARNING_PROXY_USER_HEADER is set, and LEARNING_TRUSTED_PROXY is not; expected the address of the proxy that sets the "
                    + "header."
            );
        return given with
        {
            Home = Path.GetFullPath(given.Home),
            SiloPort = given.SiloPort > 0 ? given.SiloPort : Above(given.Url.Port, 10_000),
            GatewayPort = given.GatewayPort > 0 ? given.GatewayPort : Above(given.Url.Port, 20_000),
        };
    }

    /// <summary>
    /// The same for the same address, so that a restarted silo comes back where its cluster knew it; wraps within 1024..65535.
    /// </summary>
    private static int Above(int port, int distance) => 1024 + ((port - 1024 + distance + 64_512) % 64_512);
}
