using LearningActors.Ledger;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Messaging;

namespace LearningActors.Http;

/// <summary>Turns what grains throw into problem details.</summary>
/// <remarks>
/// A silo that dies, a database that restarts and a host that stops are faults that pass: they are answered with 503 and
/// <c>Retry-After</c>.
/// </remarks>
internal sealed partial class FaultAnswers(IHostApplicationLifetime lifetime, ILogger<FaultAnswers> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The middleware has taken the endpoint from the context, since what answers is not it.
        var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        await Answer(httpContext, endpoint, exception).ExecuteAsync(httpContext);
        return true;
    }

    private IResult Answer(HttpContext context, Endpoint? endpoint, Exception exception)
    {
        switch (exception)
        {
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return TypedResults.StatusCode(499);
            case LedgerUnavailableException when IdempotencyKey.IsMissing(context, endpoint):
                return Problems.Unavailable(
                    context,
                    $"The database did not commit in time, or not at all. {OutcomeUnknown(context, endpoint)}"
                );
            case LedgerUnavailableException unavailable:
                return Problems.Unavailable(context, unavailable.Message);
            case OrleansMessageRejectionException or ConnectionFailedException:
                return Problems.Unavailable(
                    context,
                    $"The silo that was asked is gone, or none is there. {OutcomeUnknown(context, endpoint)}",
                    "No silo answers."
                );
            case TimeoutException:
                return Problems.Unavailable(context, $"No answer in time. {OutcomeUnknown(context, endpoint)}");
            case BadHttpRequestException bad:
                return Problems.Of(
                    bad.StatusCode,
                    "The request is not valid. Nothing was stored.",
                    bad.Message,
                    new Dictionary<string, string[]> { ["body"] = [bad.Message] }
                );
            case var passing when PassingFaults.Passes(passing):
                Unavailable(logger, passing, RepeatedReads.RouteOf(endpoint, context));
                return Problems.Unavailable(context, $"A part of the service is not available. {OutcomeUnknown(context, endpoint)}");
            case var stopping when lifetime.ApplicationStopping.IsCancellationRequested:
                Unavailable(logger, stopping, RepeatedReads.RouteOf(endpoint, context));
                return Problems.Unavailable(context, $"This host stops. {OutcomeUnknown(context, endpoint)}");
            default:
                Failed(logger, exception, RepeatedReads.RouteOf(endpoint, context));
                return Problems.Of(StatusCodes.Status500InternalServerError, "The service failed.", "The operators' log says why.");
        }
    }

    private static string OutcomeUnknown(HttpContext context, Endpoint? endpoint) =>
        IdempotencyKey.IsMissing(context, endpoint) ? "The outcome is unknown; an Idempotency-Key makes sending the same again safe."
        : RepeatableRequest.Is(context, endpoint) ? "The outcome is unknown; sending the same again is safe."
        : "The outcome is unknown: see what was done before sending it again.";

    [LoggerMessage(LogLevel.Warning, "A request to {Route} met a fault that passes")]
    private static partial void Unavailable(ILogger logger, Exception exception, string route);

    [LoggerMessage(LogLevel.Error, "A request to {Route} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string route);
}
