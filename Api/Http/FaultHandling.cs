using System.Data.Common;
using LearningActors.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Messaging;

namespace LearningActors.Http;

/// <summary>Turns what grains throw into problem details.</summary>
/// <remarks>
/// A silo that dies, a database that restarts and a host that stops are faults that pass: they are answered with 503 and
/// <c>Retry-After</c>. A read is repeated once before that, since by then the cluster knows which silo is gone.
/// </remarks>
internal sealed partial class FaultHandling(
    RequestDelegate next,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<FaultHandling> logger
)
{
    /// <summary>A read that took longer is not repeated: its caller has waited enough.</summary>
    private static readonly TimeSpan s_repeatWithin = TimeSpan.FromSeconds(15);

    public async Task InvokeAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (Exception exception) when (IsRepeatable(context, exception) && time.GetElapsedTime(began) < s_repeatWithin)
        {
            Repeated(logger, exception.GetType(), RouteOf(context));
            context.Response.Clear();
            await RepeatAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await Answer(context, exception).ExecuteAsync(context);
        }
    }

    private async Task RepeatAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await Answer(context, exception).ExecuteAsync(context);
        }
    }

    private bool IsRepeatable(HttpContext context, Exception exception) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && Passes(exception)
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>The fault is the cluster's or the database's of this moment, not the request's.</summary>
    /// <remarks>
    /// Orleans' exceptions: a silo or a gateway is gone, a message was rejected or could not be sent, another activation wrote the
    /// state. A cancellation that the caller did not ask for comes from an activation that ends.
    /// </remarks>
    private static bool Passes(Exception exception) =>
        exception
            is LedgerUnavailableException
                or TimeoutException
                or OrleansException
                or OperationCanceledException
                or DbException { IsTransient: true };

    private IResult Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return TypedResults.StatusCode(499);
            case LedgerUnavailableException when IdempotencyKey.IsMissing(context):
                return Problems.Unavailable(context, $"The database did not commit in time, or not at all. {OutcomeUnknown(context)}");
            case LedgerUnavailableException unavailable:
                return Problems.Unavailable(context, unavailable.Message);
            case OrleansMessageRejectionException or ConnectionFailedException:
                return Problems.Unavailable(
                    context,
                    $"The silo that was asked is gone, or none is there. {OutcomeUnknown(context)}",
                    "No silo answers."
                );
            case TimeoutException:
                return Problems.Unavailable(context, $"No answer in time. {OutcomeUnknown(context)}");
            case BadHttpRequestException bad:
                return Problems.Of(
                    bad.StatusCode,
                    "The request is not valid. Nothing was stored.",
                    bad.Message,
                    new Dictionary<string, string[]> { ["body"] = [bad.Message] }
                );
            case var passing when Passes(passing):
                Unavailable(logger, passing, RouteOf(context));
                return Problems.Unavailable(context, $"A part of the service is not available. {OutcomeUnknown(context)}");
            case var stopping when lifetime.ApplicationStopping.IsCancellationRequested:
                Unavailable(logger, stopping, RouteOf(context));
                return Problems.Unavailable(context, $"This host stops. {OutcomeUnknown(context)}");
            default:
                Failed(logger, exception, RouteOf(context));
                return Problems.Of(StatusCodes.Status500InternalServerError, "The service failed.", "The operators' log says why.");
        }
    }

    private static string OutcomeUnknown(HttpContext context) =>
        IdempotencyKey.IsMissing(context) ? "The outcome is unknown; an Idempotency-Key makes sending the same again safe."
        : RepeatableRequest.Is(context) ? "The outcome is unknown; sending the same again is safe."
        : "The outcome is unknown: see what was done before sending it again.";

    /// <summary>What a log may name: the path itself may hold a session or a ticker.</summary>
    private static string RouteOf(HttpContext context) =>
        $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no endpoint)"}";

    [LoggerMessage(LogLevel.Information, "{Fault} while {Route} was read; reading it once more")]
    private static partial void Repeated(ILogger logger, Type fault, string route);

    [LoggerMessage(LogLevel.Warning, "A request to {Route} met a fault that passes")]
    private static partial void Unavailable(ILogger logger, Exception exception, string route);

    [LoggerMessage(LogLevel.Error, "A request to {Route} failed")]
    private static partial void Failed(ILogger logger, Exception exception, string route);
}
