using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>One method of a grain interface: how it is invoked, and how it may interleave.</summary>
internal sealed class GrainMethod
{
    private readonly Func<Reply> _createReply;

    internal GrainMethod(MethodInfo method, TimeSpan defaultTimeout)
    {
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        IsAlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        IsOneWay = method.IsDefined(typeof(OneWayAttribute));
        ResponseTimeout =
            method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout
            ?? method.DeclaringType.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout
            ?? defaultTimeout;
        CancellationTokenAt = Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
        Invoke = Compile(method);
        _createReply = method.ReturnType.IsGenericType
            ? Expression
                .Lambda<Func<Reply>>(Expression.New(typeof(Reply<>).MakeGenericType(method.ReturnType.GetGenericArguments())))
                .Compile()
            : static () => new Reply<object?>();
    }

    internal string Name { get; }

    internal bool IsReadOnly { get; }

    internal bool IsAlwaysInterleave { get; }

    internal bool IsOneWay { get; }

    internal TimeSpan ResponseTimeout { get; }

    /// <summary>Which argument is the cancellation token; -1 where there is none.</summary>
    internal int CancellationTokenAt { get; }

    internal Func<object, object?[], Task> Invoke { get; }

    internal Reply CreateReply() => _createReply();

    private static Func<object, object?[], Task> Compile(MethodInfo method)
    {
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new NotSupportedException($"{method.DeclaringType}.{method.Name} must return Task or Task<T>.");
        var target = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            Expression.Convert(target, method.DeclaringType!),
            method,
            method
                .GetParameters()
                .Select(
                    (parameter, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)
                )
        );
        return Expression.Lambda<Func<object, object?[], Task>>(call, target, arguments).Compile();
    }
}

/// <summary>The answer that a caller waits for.</summary>
internal abstract class Reply
{
    internal abstract Task Task { get; }

    internal abstract Task WaitAsync(TimeSpan timeout, string method);

    internal abstract void CompleteFrom(Task completed);

    internal abstract void Fail(Exception exception);

    internal abstract void Cancel(CancellationToken cancellationToken);
}

internal sealed class Reply<T> : Reply
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal override Task Task => _source.Task;

    internal override Task WaitAsync(TimeSpan timeout, string method) =>
        _source.Task.IsCompleted ? _source.Task : WithTimeout(_source.Task, timeout, method);

    internal override void CompleteFrom(Task completed)
    {
        if (completed.IsCompletedSuccessfully)
            _source.TrySetResult(completed is Task<T> typed ? typed.Result : default!);
        else if (completed.IsCanceled)
            _source.TrySetCanceled();
        else
            _source.TrySetException(completed.Exception!.InnerExceptions);
    }

    internal override void Fail(Exception exception) => _source.TrySetException(exception);

    internal override void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);

    private static async Task<T> WithTimeout(Task<T> answer, TimeSpan timeout, string method)
    {
        try
        {
            // Always real time: a driven clock that jumps a week must not time out every call under way.
            return await answer.WaitAsync(timeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!answer.IsCompleted)
        {
            throw new TimeoutException($"{method} did not answer within {timeout}. Its outcome is unknown.");
        }
    }
}

/// <summary>A request, a timer tick or a reminder tick, on its way to an activation.</summary>
internal sealed class Invocation(
    Func<object, Task> body,
    Reply? reply,
    bool readOnly,
    bool alwaysInterleave,
    bool countsAsUse = true,
    CallCancellation? cancellation = null
)
{
    internal bool IsReadOnly => readOnly;

    internal bool IsAlwaysInterleave => alwaysInterleave;

    internal bool CountsAsUse => countsAsUse;

    internal Reply? Reply => reply;

    /// <summary>Runs in a turn of the activation; not at all where the caller has cancelled.</summary>
    internal Task Run(object grain) =>
        cancellation?.TryBegin(TaskScheduler.Current) == false ? Task.FromCanceled(new CancellationToken(canceled: true)) : body(grain);

    /// <summary>The request has ended, however.</summary>
    internal void End() => cancellation?.End();
}
