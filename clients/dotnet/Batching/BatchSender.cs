using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace LearningActors.Client;

/// <summary>Sends a batch until it is answered, and gives each item its outcome.</summary>
/// <param name="kind">The kind of its items.</param>
/// <param name="caller">Sends.</param>
/// <param name="stop">Nothing is sent again.</param>
internal sealed class BatchSender<TItem, TOutcome>(BatchKind<TItem, TOutcome> kind, ServiceCaller caller, CancellationToken stop)
    where TOutcome : IItemOutcome
{
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(2);

    /// <summary>Every item has an outcome when this ends; it does not throw.</summary>
    internal async Task SendAsync(IReadOnlyList<BatchItem<TItem, TOutcome>> batch)
    {
        try
        {
            await SendUntilAnsweredAsync(batch).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (stop.IsCancellationRequested)
        {
            Fail(batch, new UnknownOutcomeException("The batcher was disposed before the service answered.", exception));
        }
        catch (Exception exception)
        {
            // An item that waits for ever would be worse than one that is told of whatever went wrong.
            Fail(batch, exception);
        }
    }

    private async Task SendUntilAnsweredAsync(IReadOnlyList<BatchItem<TItem, TOutcome>> batch)
    {
        TItem[] items = [.. batch.Select(one => one.Item)];
        var began = caller.Time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var (wait, cause) = await AttemptAsync(batch, items).ConfigureAwait(false);
            if (cause is null)
                return;
            var pause = wait ?? Backoff(attempt);
            if (caller.Time.GetElapsedTime(began) + pause > caller.Options.RetryFor)
                throw new UnknownOutcomeException(
                    $"No address of the service took the {kind.Name} within {caller.Options.RetryFor}: {cause.Message}",
                    cause
                );
            ClientTelemetry.Retried(kind.Name);
            await Task.Delay(pause, caller.Time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Sends once.</summary>
    /// <returns>Why it should be sent again, and how long the service asks to wait before; no cause where it is answered.</returns>
    private async Task<(TimeSpan? Wait, Exception? Cause)> AttemptAsync(IReadOnlyList<BatchItem<TItem, TOutcome>> batch, TItem[] items)
    {
        try
        {
            using var response = await caller.PostAsync(kind.Path, items, stop).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                Complete(batch, await kind.ReadAsync(response.Content, stop).ConfigureAwait(false));
                return (null, null);
            }

            // It is too long, or something in it makes it unreadable: the others should not be refused with that.
            if (response.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest && batch.Count > 1)
            {
                var half = batch.Count / 2;
                await SendAsync([.. batch.Take(half)]).ConfigureAwait(false);
                await SendAsync([.. batch.Skip(half)]).ConfigureAwait(false);
                return (null, null);
            }

            var refusal = await LearningApiException.OfAsync(response, $"POST {kind.Path}").ConfigureAwait(false);
            return IsPassing(response.StatusCode) ? (refusal.RetryAfter, refusal) : throw refusal;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or TimeoutException or JsonException
                || (exception is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            // It broke, perhaps after it was committed: the same ids make it once.
            return (null, exception);
        }
    }

    private void Complete(IReadOnlyList<BatchItem<TItem, TOutcome>> batch, IReadOnlyList<TOutcome> outcomes)
    {
        if (outcomes.Count != batch.Count)
            throw new InvalidOperationException($"{kind.Path} answered {outcomes.Count} outcomes for {batch.Count} items.");
        foreach (var (waiting, outcome) in batch.Zip(outcomes))
        {
            var committed = outcome.Status == (int)HttpStatusCode.OK;
            ClientTelemetry.Outcome(kind.Name, committed ? "committed" : "refused");
            if (committed)
                waiting.TrySetResult(outcome);
            else
                waiting.TrySetException(Refused(outcome));
        }
    }

    private void Fail(IEnumerable<BatchItem<TItem, TOutcome>> batch, Exception exception)
    {
        foreach (var waiting in batch)
        {
            if (waiting.TrySetException(exception))
                ClientTelemetry.Outcome(kind.Name, "failed");
        }
    }

    private LearningApiException Refused(TOutcome outcome) =>
        new($"The {kind.Name} was refused, {outcome.Status}: {outcome.Error}")
        {
            Status = (HttpStatusCode)outcome.Status,
            Detail = outcome.Error ?? "",
            Problem = new Problem
            {
                Title = $"The {kind.Name} was refused.",
                Status = outcome.Status,
                Detail = outcome.Error,
                Errors = outcome.Errors,
            },
            RetryAfter = outcome is ReceivedItem { RetryAfterSeconds: { } seconds } ? TimeSpan.FromSeconds(seconds) : null,
        };

    private static bool IsPassing(HttpStatusCode status) =>
        status
            is HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    /// <summary>Doubles up to two seconds, less up to a half, so that clients do not come back together.</summary>
    private static TimeSpan Backoff(int attempt)
    {
        var longest = Math.Min(s_longestWait.TotalMilliseconds, s_firstWait.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 16)));
        return TimeSpan.FromMilliseconds(longest * RandomNumberGenerator.GetInt32(500, 1001) / 1000);
    }
}
