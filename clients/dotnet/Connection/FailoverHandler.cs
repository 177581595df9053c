using System.Net;
using Microsoft.Extensions.Logging;

namespace LearningActors.Client;

/// <summary>Sends a request to the address that answered last; where it does not answer, to the next one.</summary>
/// <remarks>
/// A connection that could not be made carried no request, so any request goes on to the next address. One that broke later, an answer
/// of 502, 503 or 504, and one that takes too long, let only those go on that may be sent twice (<see cref="Repeatable"/>).
/// </remarks>
internal sealed partial class FailoverHandler(SiloAddresses addresses, ILogger<FailoverHandler> logger) : DelegatingHandler
{
    /// <summary>Says of a request that sending it twice does no more than once.</summary>
    internal static readonly HttpRequestOptionsKey<bool> Repeatable = new("LearningActors.Repeatable");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        var repeatable = request.Method == HttpMethod.Get || (request.Options.TryGetValue(Repeatable, out var given) && given);
        for (var left = addresses.Count; ; left--)
        {
            var (address, place) = addresses.Current;
            request.RequestUri = new Uri(address, path);
            try
            {
                var response = await AttemptAsync(request, repeatable, cancellationToken).ConfigureAwait(false);
                if (!IsAway(response.StatusCode) || !repeatable || left == 1)
                {
                    // The next request should not begin where this one found nobody.
                    if (IsAway(response.StatusCode))
                        MoveOn(place, address, $"{(int)response.StatusCode}");
                    return response;
                }

                MoveOn(place, address, $"{(int)response.StatusCode}");
                response.Dispose();
            }
            catch (Exception exception) when (IsBroken(exception, cancellationToken))
            {
                MoveOn(place, address, exception.Message);
                if (left == 1 || !(repeatable || WasNotSent(exception)))
                    throw;
            }
        }
    }

    /// <summary>A request that may be sent again does not wait for one address for ever.</summary>
    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, bool repeatable, CancellationToken cancellationToken)
    {
        if (!repeatable)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(addresses.RequestTimeout);
        try
        {
            return await base.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"{request.RequestUri} did not answer within {addresses.RequestTimeout}.", exception);
        }
    }

    private void MoveOn(int place, Uri address, string why)
    {
        if (!addresses.MoveOn(place) || addresses.Count == 1)
            return;
        ClientTelemetry.FailedOver(address);
        FailedOver(logger, address, why, addresses.Current.Address);
    }

    private static bool IsAway(HttpStatusCode status) =>
        status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsBroken(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested;

    private static bool WasNotSent(Exception exception) =>
        exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
            };

    [LoggerMessage(LogLevel.Warning, "{Address} does not answer ({Why}); {Next} is asked from now on")]
    private static partial void FailedOver(ILogger logger, Uri address, string why, Uri next);
}
