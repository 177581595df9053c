using System.Net.Http.Headers;
using System.Text.Json;

namespace LearningActors.Client;

/// <summary>Sends requests that may be sent again, with the key.</summary>
/// <param name="http">Sends; it knows the addresses.</param>
/// <param name="options">With the key.</param>
/// <param name="time">For waits and ages.</param>
internal sealed class ServiceCaller(HttpClient http, LearningActorsOptions options, TimeProvider time)
{
    internal LearningActorsOptions Options => options;

    internal TimeProvider Time => time;

    /// <summary>Reads, unless the answer is the one of this tag.</summary>
    internal async Task<HttpResponseMessage> GetAsync(string path, EntityTagHeaderValue? known, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends facts that carry ids.</summary>
    internal async Task<HttpResponseMessage> PostAsync<T>(string path, IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(items, ClientJson.Options));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Options.Set(FailoverHandler.Repeatable, true);
        return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        return request;
    }
}
