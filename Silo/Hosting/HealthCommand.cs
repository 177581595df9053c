using System.Net;

namespace LearningActors.Hosting;

/// <summary>Asks the service with the same settings on this machine whether it can work: what a container's health check starts.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    /// <summary>Says why it can't.</summary>
    /// <returns>0 where it can, else 1.</returns>
    internal static async Task<int> RunAsync(ServiceSettings settings)
    {
        using var client = new HttpClient { Timeout = s_patience };
        var ready = new UriBuilder(settings.Url) { Host = HostOf(settings.Url), Path = "/health/ready" }.Uri;
        try
        {
            using var answer = await client.GetAsync(ready);
            if (answer.IsSuccessStatusCode)
                return 0;
            await Console.Error.WriteLineAsync($"{ready}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{ready}: {exception.Message}");
        }

        return 1;
    }

    /// <summary>Who listens on all addresses is asked at this machine's own.</summary>
    private static string HostOf(Uri url) =>
        IPAddress.TryParse(url.DnsSafeHost, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? url.DnsSafeHost
            : "127.0.0.1";
}
