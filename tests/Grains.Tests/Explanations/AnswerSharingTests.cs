using LearningActors.Explanations;
using NodaTime;

namespace LearningActors.Tests.Explanations;

/// <summary>An answer is kept for so long, shared with whoever asks meanwhile, and paid once.</summary>
public sealed class AnswerSharingTests
{
    private static readonly Instant s_now = Instant.FromUtc(2026, 3, 4, 12, 0);

    [Fact]
    public void AnswersEndAfterTheirLifetimeAndTheOldestGoFirst()
    {
        var cache = new AnswerCache(capacity: 3, Duration.FromHours(1));
        for (var i = 0; i < 5; i++)
            cache.Keep($"{i}", Answer(i), s_now + Duration.FromMinutes(i));
        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(i => cache.Find($"{i}", s_now) is not null));
        // Made anew it is the youngest.
        cache.Keep("2", Answer(2), s_now + Duration.FromMinutes(10));
        Assert.Equal(3, cache.Count);
        Assert.Null(cache.Find("3", s_now + Duration.FromMinutes(63)));
        Assert.NotNull(cache.Find("4", s_now + Duration.FromMinutes(63)));
        Assert.NotNull(cache.Find("2", s_now + Duration.FromMinutes(69)));
        Assert.Equal(1, cache.Count);
        Assert.Null(cache.Find("2", s_now + Duration.FromMinutes(70)));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void TheFirstThatTakesAnAnswerPaysForItHoweverOftenItAsks()
    {
        var (paid, first, second) = (Answer(1), Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal((false, 0.5m), (paid.For(first).Cached, paid.For(first).CostUsd));
        Assert.Equal((true, 0m, 0), (paid.For(second).Cached, paid.For(second).CostUsd, paid.For(second).PromptTokens));
        Assert.Equal(paid.For(first), paid.For(first));
        // A rejected answer costs as well, and is nobody's cached one.
        var rejected = new PaidAnswer(new ModelAnswer(null, "invalid_json", Cached: false, 10, 5, 0.5m));
        Assert.Equal((0.5m, 0m, false), (rejected.For(first).CostUsd, rejected.For(second).CostUsd, rejected.For(second).Cached));
    }

    [Fact]
    public async Task ACallIsCancelledOnlyWhenTheLastWhoWaitsHasGone()
    {
        using var call = new SharedCall<int>(TimeSpan.FromMinutes(1), TimeProvider.System);
        var cancelled = new TaskCompletionSource<int>();
        call.Begin(token =>
        {
            token.Register(() => cancelled.TrySetCanceled(token));
            return cancelled.Task;
        });
        using var one = new CancellationTokenSource();
        using var other = new CancellationTokenSource();
        var (first, second) = (call.WaitAsync(TimeSpan.FromMinutes(1), one.Token), call.WaitAsync(TimeSpan.FromMinutes(1), other.Token));
        await one.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(call.IsAbandoned);
        Assert.False(cancelled.Task.IsCompleted);
        await other.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(call.IsAbandoned);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Task);
    }

    [Fact]
    public async Task OneWithLessPatienceLeavesAndTheOthersGetTheAnswer()
    {
        using var call = new SharedCall<int>(TimeSpan.FromMinutes(1), TimeProvider.System);
        var answer = new TaskCompletionSource<int>();
        call.Begin(_ => answer.Task);
        var patient = call.WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        var hasty = call.WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        await Assert.ThrowsAsync<TimeoutException>(() => hasty);
        Assert.False(call.IsAbandoned);
        answer.SetResult(7);
        Assert.Equal(7, await patient);
    }

    private static PaidAnswer Answer(int number) =>
        new(new ModelAnswer(new ExplanationContent($"Answer {number}.", [], "neutral"), null, Cached: false, 10, 5, 0.5m));
}
