namespace LearningActors.Hosting;

/// <summary>What a person reads when the service takes requests. The last line is for scripts.</summary>
internal static class StartupMessage
{
    internal static void Print(ServiceSettings settings, LearningHost host)
    {
        var url = host.Application.Urls.First().TrimEnd('/');
        Console.WriteLine(
            $"""
            LearningActors on {GrainRuntime.Name}
              API        {url}   (OpenAPI: {url}/openapi/v1.json)
              dashboard  {(LearningApi.HasDashboard ? $"{url}/dashboard/" : "not built: it needs npm")}
              try it     {url}/docs/
              database   {(settings.Postgres is null ? $"private, in {settings.Home}" : "LEARNING_POSTGRES")}
              admin key  {host.Keys.Admin}
              read key   {host.Keys.Read}
              engine key {host.Keys.Engine}
            ready {url}
            """);
    }
}
