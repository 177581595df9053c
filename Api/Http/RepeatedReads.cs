using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LearningActors.Http;

/// <summary>Repeats a read once that met a fault which passes: by then the cluster knows which silo is gone.</summary>
/// <remarks>
/// A dead silo is known after two to seven seconds. A fault that took longer is a time-out, and its caller has waited enough: only
/// what failed within <see cref="RepeatWithin"/> is repeated, and both attempts together have <see cref="TimeLimit"/>. The first
/// attempt has ended when the second begins, so that no more than one writes to the response.
/// </remarks>
internal sealed partial class RepeatedReads(
    RequestDelegate next,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<RepeatedReads> logger
)
{
    /// <summary>The first attempt ended by then.</summary>
    internal static readonly TimeSpan RepeatWithin = TimeSpan.FromSeconds(8);

    /// <summary>What both attempts have together, where the work can be cancelled.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? ReadAsync(context) : next(context);

    private async Task ReadAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (Exception exception) when (IsRepeatable(context, exception) && time.GetElapsedTime(began) < RepeatWithin)
        {
            Repeated(logger, exception.GetType(), RouteOf(context.GetEndpoint(), context));
            context.Response.Clear();
            await RepeatAsync(context, TimeLimit - time.GetElapsedTime(began));
        }
    }

    private async Task RepeatAsync(HttpContext context, TimeSpan remaining)
    {
        var aborted = context.RequestAborted;
        using var deadline = new CancellationTokenSource(remaining, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(aborted, deadline.Token);
        context.RequestAborted = both.Token;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }

    private bool IsRepeatable(HttpContext context, Exception exception) =>
        PassingFaults.Passes(exception)
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && !lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>What a log may name: the path itself may hold a session or a ticker.</summary>
    internal static string RouteOf(Endpoint? endpoint, HttpContext context) =>
        $"{context.Request.Method} {(endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(no endpoint)"}";

    [LoggerMessage(LogLevel.Information, "{Fault} while {Route} was read; reading it once more")]
    private static partial void Repeated(ILogger logger, Type fault, string route);
}
