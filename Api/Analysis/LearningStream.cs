using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LearningActors.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LearningActors.Analysis;

/// <summary>Reads what explanations learnt, and follows it: all who follow on this host share what is read within a second.</summary>
/// <remarks>
/// Nothing is held for those who follow but their request, so that any host can take them on: after the death of one their
/// <c>EventSource</c> connects again and names the last answer that it has.
/// </remarks>
internal sealed class LearningStream(
    IGrainFactory grains,
    RecentAnswers recent,
    IStandingCallers callers,
    IHostApplicationLifetime lifetime,
    TimeProvider time
)
{
    /// <summary>How many a caller may hold open on a host: a browser closes those of pages out of sight.</summary>
    internal const int MaxPerCaller = 16;

    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_beatEvery = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>The answer as it is written.</summary>
    internal async Task<WrittenAnswer> ReadAsync(int weeks, bool fresh)
    {
        var key = $"learning/{weeks}";
        if (!fresh && recent.Find(key) is { } known)
            return known;
        var learning = await grains.GetGrain<ILlmLearningGrain>(LlmLearningKey.Of(weeks)).Get(fresh);
        var answer = WrittenAnswer.Of(LearningResponse.Of(learning), learning.AsOf);
        recent.Keep(key, answer);
        return answer;
    }

    /// <summary>Follows the answer as long as the caller may read it.</summary>
    internal IResult Open(HttpContext context, int weeks)
    {
        var caller = context.Caller().Id;
        if (_open.AddOrUpdate(caller, 1, (_, count) => count + 1) > MaxPerCaller)
        {
            Close(caller);
            return Problems.TooManyRequests(context, s_beatEvery, $"At most {MaxPerCaller} streams are open at a time on a host.");
        }

        context.Response.OnCompleted(() =>
        {
            Close(caller);
            return Task.CompletedTask;
        });
        // Proxies that collect an answer before they pass it on are asked not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(FollowAsync(context, weeks, context.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> FollowAsync(
        HttpContext context,
        int weeks,
        [EnumeratorCancellation] CancellationToken aborted
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var (sent, beatAt) = (context.Request.Headers["Last-Event-ID"].ToString(), (long?)null);
        DateTimeOffset? asOf = null;
        while (true)
        {
            var (isOver, answer) = await LookAsync(context, weeks);
            if (isOver)
                yield break;
            asOf = answer?.AsOf ?? asOf;
            if (answer is not null && answer.Tag != sent)
            {
                (sent, beatAt) = (answer.Tag, time.GetTimestamp());
                yield return new SseItem<string>(answer.Text, "learning") { EventId = sent, ReconnectionInterval = s_lookEvery };
            }

            if (asOf is not null && (beatAt is not { } last || time.GetElapsedTime(last) >= s_beatEvery))
            {
                beatAt = time.GetTimestamp();
                yield return new SseItem<string>(JsonSerializer.Serialize(new Heartbeat(asOf.Value), ApiJson.Options), "heartbeat");
            }

            if (!await WaitAsync(ending.Token))
                yield break;
        }
    }

    /// <summary>What is there now; without an answer where the cluster or the database has none at the moment.</summary>
    private async Task<(bool IsOver, WrittenAnswer? Answer)> LookAsync(HttpContext context, int weeks)
    {
        try
        {
            return await callers.MayStillAsync(context) ? (false, await ReadAsync(weeks, fresh: false)) : (true, null);
        }
        catch (Exception exception) when (PassingFaults.Passes(exception))
        {
            return (false, null);
        }
    }

    private async Task<bool> WaitAsync(CancellationToken ending)
    {
        try
        {
            await Task.Delay(s_lookEvery, time, ending);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Close(string caller)
    {
        // One that is at nought is taken away, unless somebody opens another meanwhile.
        if (_open.AddOrUpdate(caller, 0, (_, count) => count - 1) == 0)
            _open.TryRemove(new KeyValuePair<string, int>(caller, 0));
    }
}

/// <summary>The connection holds.</summary>
/// <param name="AsOf">When the figures were last read.</param>
internal sealed record Heartbeat(DateTimeOffset AsOf);
