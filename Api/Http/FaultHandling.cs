using LearningActors.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Messaging;

namespace LearningActors.Http;

/// <summary>Turns what grains throw into problem details.</summary>
internal sealed partial class FaultHandling(RequestDelegate next, ILogger<FaultHandling> logger)
{
    public async Task InvokeAsync(HttpContext context)
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

    private IResult Answer(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case LedgerUnavailableException unavailable:
                return Problems.Unavailable(context, unavailable.Message);
            case OrleansMessageRejectionException or ConnectionFailedException:
                return Problems.Unavailable(
                    context, "The silo that was asked is gone, or none is there. Sending the same again is safe.", "No silo answers.");
            case TimeoutException:
                return Problems.Unavailable(context, "No answer in time. The outcome is unknown; sending the same again is safe.");
            case BadHttpRequestException bad:
                return Problems.Of(bad.StatusCode, "The request is not valid. Nothing was stored.", bad.Message,
                    new Dictionary<string, string[]> { ["body"] = [bad.Message] });
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                return TypedResults.StatusCode(499);
            default:
                Failed(logger, exception, context.Request.Path);
                return Problems.Of(StatusCodes.Status500InternalServerError, "The service failed.", "The operators' log says why.");
        }
    }

    [LoggerMessage(LogLevel.Error, "A request to {Path} failed")]
    private static partial void Failed(ILogger logger, Exception exception, PathString path);
}
