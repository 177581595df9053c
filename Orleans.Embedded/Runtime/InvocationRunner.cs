using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Runs the requests of an activation as turns of its scheduler, and answers their callers.</summary>
/// <param name="scheduler">The activation's.</param>
/// <param name="logger">Where failures go that no caller waits for.</param>
/// <param name="grain">The activation's grain.</param>
/// <param name="ended">Called with each request once its caller has been answered.</param>
internal sealed class InvocationRunner(ActivationTaskScheduler scheduler, ILogger logger, GrainId grain, Action<Invocation> ended)
{
    internal void Start(Grain target, Invocation invocation) =>
        new Task(
            static state =>
            {
                var (runner, target, invocation) = ((InvocationRunner, Grain, Invocation))state!;
                runner.Run(target, invocation);
            },
            (this, target, invocation)
        ).Start(scheduler);

    private void Run(Grain target, Invocation invocation)
    {
        Task body;
        try
        {
            body = invocation.Run(target);
        }
        catch (Exception exception)
        {
            body = Task.FromException(exception);
        }

        if (body.IsCompleted)
            Complete(invocation, body);
        else
            _ = body.ContinueWith(
                static (done, state) =>
                {
                    var (runner, invocation) = ((InvocationRunner, Invocation))state!;
                    runner.Complete(invocation, done);
                },
                (this, invocation),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
    }

    private void Complete(Invocation invocation, Task body)
    {
        invocation.End();
        if (invocation.Reply is { } reply)
            reply.CompleteFrom(body);
        else if (body.IsFaulted)
            RuntimeLog.OneWayFailed(logger, body.Exception!.InnerException!, grain);
        ended(invocation);
    }
}
