namespace LearningActors.Alerts;

/// <summary>Posts alerts as JSON. The header <c>Idempotency-Key</c> is the alert's id: an alert may come twice.</summary>
internal sealed class WebhookNotifier(WebhookOptions options) : INotifier, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    public string Name => "webhook";

    public async Task SendAsync(Alert alert, DateTimeOffset raisedAt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url)
        {
            Content = JsonContent.Create(
                new
                {
                    id = alert.Id,
                    kind = alert.Kind.ToString(),
                    subject = alert.Subject,
                    message = alert.Message,
                    raised_at = raisedAt,
                }
            ),
        };
        request.Headers.Add("Idempotency-Key", alert.Id);
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
