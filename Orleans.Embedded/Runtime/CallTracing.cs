using System.Diagnostics;
using System.Reflection;

namespace Orleans.Runtime;

/// <summary>
/// The spans of grain calls, under the names that Orleans gives them: one at the caller, and below it one of the grain's turn.
/// </summary>
/// <remarks>Where nobody listens, a call costs one read more.</remarks>
internal static class CallTracing
{
    private static readonly ActivitySource s_source = new("Microsoft.Orleans.Application", "1.0.0");

    /// <summary>Somebody wants spans.</summary>
    internal static bool IsOn => s_source.HasListeners();

    /// <summary>Makes a call within a span, whose parent is the span that the caller is in.</summary>
    /// <param name="method">The method of the grain's interface.</param>
    /// <param name="body">Runs in the grain's turn.</param>
    /// <param name="send">Sends a request with the body that it is given, and returns the answer.</param>
    internal static Task Call(MethodInfo method, Func<object, Task> body, Func<Func<object, Task>, Task> send)
    {
        var name = $"{method.DeclaringType!.Name}/{method.Name}";
        // Not current at the caller: its next call is no child of this one.
        return Within(
            s_source.StartActivity(name, ActivityKind.Client),
            method,
            name,
            caller =>
                send(
                    caller is null
                        ? body
                        : grain => Within(s_source.StartActivity(name, ActivityKind.Server, caller.Context), method, name, _ => body(grain))
                )
        );
    }

    /// <summary>Does something in a span, which ends with it. Who comes back from here is in the span that was current before.</summary>
    private static Task Within(Activity? span, MethodInfo method, string name, Func<Activity?, Task> act)
    {
        if (span is null)
            return act(null);
        var before = span.Parent;
        span.SetTag("rpc.system.name", "orleans");
        span.SetTag("orleans.rpc.service", method.DeclaringType!.Name);
        span.SetTag("rpc.method", name);
        Task done;
        try
        {
            done = act(span);
        }
        catch (Exception exception)
        {
            Fail(span, exception);
            span.Stop();
            throw;
        }

        if (done.IsCompleted)
            End(span, done);
        else
        {
            _ = done.ContinueWith(
                static (one, span) => End((Activity)span!, one),
                span,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }

        Activity.Current = before;
        return done;
    }

    private static void End(Activity span, Task answer)
    {
        if (answer.IsFaulted)
            Fail(span, answer.Exception!.InnerException!);
        span.Stop();
    }

    private static void Fail(Activity span, Exception exception)
    {
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("exception.type", exception.GetType().FullName);
    }
}
