namespace LearningActors.Hosting;

/// <summary>What a person reads when the service takes requests. The last line is for scripts.</summary>
internal static class StartupMessage
{
    internal static void Print(ServiceSettings settings, LearningHost host)
    {
        var url = host.Application.Urls.First().TrimEnd('/');
        Console.WriteLine($"LearningActors on {GrainRuntime.Name}{Part(settings.Role)}");
        if (settings.Role == HostRole.Silo)
            Say("health", $"{url}/health/ready");
        else
            SayPages(url);
        Say("database", settings.Postgres is null ? $"private, in {settings.Home}" : "LEARNING_POSTGRES");
        if (host.Keys is { } keys)
            SayKeys(keys);
        else
            Say("keys", "those of the silos");
        // A silo does not know at which address the pages are.
        if (host.FirstAdminToken is { } token && (settings.Role == HostRole.Silo || LearningApi.HasDashboard))
            Say("sign in", $"{(settings.Role == HostRole.Silo ? "" : url)}{LearningApi.LinkPath}{token}   (once, for the first admin)");
        Console.WriteLine($"ready {url}");
    }

    private static string Part(HostRole role) =>
        role switch
        {
            HostRole.Silo => ": a silo",
            HostRole.Api => ": a front end",
            _ => "",
        };

    private static void SayPages(string url)
    {
        Say("API", $"{url}   (OpenAPI: {url}/openapi/v1.json)");
        Say("dashboard", LearningApi.HasDashboard ? $"{url}/dashboard/" : "not built: it needs npm");
        Say("guide", LearningApi.HasGuide ? $"{url}/guide/" : "not built: it needs npm");
        Say("try it", $"{url}/docs/");
    }

    private static void SayKeys(ServiceKeys keys)
    {
        Say("admin key", Shown("LEARNING_ADMIN_KEY", keys.Admin));
        Say("read key", Shown("LEARNING_READ_KEY", keys.Read));
        Say("engine key", Shown("LEARNING_ENGINE_KEY", keys.Engine));
    }

    /// <summary>A key that was given is known to who gave it, and stays out of whatever keeps this output.</summary>
    private static string Shown(string variable, string key) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } ? variable : key;

    private static void Say(string what, string value) => Console.WriteLine($"  {what, -10} {value}");
}
