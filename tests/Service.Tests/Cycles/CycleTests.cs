using System.Collections.Concurrent;
using System.Net;
using LearningActors.Cycles;
using LearningActors.Tests.Experiments;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using CycleStatus = LearningActors.Client.CycleStatus;

namespace LearningActors.Tests.Cycles;

/// <summary>Cycles on the runtime: once in effect, through doubled ticks, failures, crashes and a week without service.</summary>
public sealed class CycleTests
{
    [Fact]
    public async Task EveryScheduleIsShownWithItsNextOccurrence()
    {
        await using var service = await TestService.StartAsync(builder => builder.Configuration["Cycles:Enabled"] = "true");
        await Eventually.TrueAsync(
            async () => (await service.ItemsAsync<CycleStatus>("/api/admin/cycles")).All(cycle => cycle.Watched),
            "the cycles watch the clock"
        );
        var cycles = (await service.ItemsAsync<CycleStatus>("/api/admin/cycles")).ToDictionary(cycle => cycle.Name);
        // It is Wednesday, 2026-03-04, noon.
        Assert.Equal(DateTimeOffset.Parse("2026-03-05T00:10:00Z"), cycles["nightly-metrics"].NextAt);
        var prompts = cycles["weekly-prompts"];
        Assert.Equal(DateTimeOffset.Parse("2026-03-09T02:00:00Z"), prompts.NextAt);
        Assert.Equal(("UTC", "02:00", "Monday"), (prompts.Zone, prompts.LocalTime, prompts.Days[0]));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Admin.PostAsync("/api/admin/cycles/unknown/run", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.Read.PostAsync("/api/admin/cycles/weekly-prompts/run", null)).StatusCode);
    }

    [Fact]
    public async Task ACycleWokenAfterMidnightRollsTheNightUp()
    {
        await using var service = await TestService.StartAsync(builder => builder.Configuration["Cycles:Enabled"] = "true");
        await Eventually.TrueAsync(
            async () => (await service.Cycle(CycleNames.NightlyMetrics).Get()).Watched,
            "the cycle watches the clock"
        );
        await service.LogAsync(3);
        service.Clock.Advance(TimeSpan.FromHours(13));
        await service.Cycle(CycleNames.NightlyMetrics).RunDue();
        await Eventually.TrueAsync(
            async () => !(await service.Cycle(CycleNames.NightlyMetrics).Get()).Recent.IsEmpty,
            "the night was rolled up"
        );
        Assert.Equal(3, await service.ScalarAsync<long>("SELECT sum(total_explanations)::bigint FROM llm_metrics"));
        var run = (await service.Cycle(CycleNames.NightlyMetrics).Get()).Recent[0];
        Assert.Equal(("2026-03-05", CycleOutcome.Completed, 3), (run.Occurrence, run.Outcome, run.Done.Length));
    }

    [Fact]
    public async Task DoubledTicksDoNothingTwice()
    {
        var cycle = new ProbeCycle();
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ICycle>(cycle));
        await service.Cycle(ProbeCycle.Key).WatchClock();
        service.Clock.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.Cycle(ProbeCycle.Key).RunDue()));
        Assert.Equal(["probe/2026-03-05 one", "probe/2026-03-05 two"], cycle.Done);
        // The clock goes back an hour, as clocks do: nothing is due again.
        await service.Cycle(ProbeCycle.Key).RunDue();
        Assert.Equal(2, cycle.Done.Count);
    }

    [Fact]
    public async Task AWeekWithoutServiceIsMadeUpInOrder()
    {
        var cycle = new ProbeCycle();
        var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ICycle>(cycle));
        await service.Cycle(ProbeCycle.Key).WatchClock();
        await service.DisposeAsync();
        service.Clock.Advance(TimeSpan.FromDays(7));
        await using var again = await TestService.StartAsync(
            builder => builder.Services.AddSingleton<ICycle>(cycle),
            connectionString: service.ConnectionString,
            clock: service.Clock
        );
        await again.Cycle(ProbeCycle.Key).RunDue();
        // Three are made up; four are too old.
        Assert.Equal(
            ["2026-03-09", "2026-03-10", "2026-03-11"],
            cycle.Done.Where(done => done.EndsWith("one", StringComparison.Ordinal)).Select(done => done[6..16])
        );
        Assert.Equal(4, (await again.Cycle(ProbeCycle.Key).Get()).Recent.Count(run => run.Outcome == CycleOutcome.Skipped));
    }

    [Fact]
    public async Task ACrashInTheMiddleGoesOnAtTheStepThatWasNotDone()
    {
        var cycle = new ProbeCycle();
        var stuck = new TaskCompletionSource();
        cycle.Before["two"] = () => stuck.Task;
        var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ICycle>(cycle));
        await service.Cycle(ProbeCycle.Key).WatchClock();
        service.Clock.Advance(TimeSpan.FromDays(1));
        var interrupted = service.Cycle(ProbeCycle.Key).RunDue();
        await Eventually.TrueAsync(() => Task.FromResult(cycle.Started.Contains("two")), "the second step has begun");

        // What a process that dies now leaves behind: the first step done, the second not.
        Assert.Contains(
            "2026-03-05",
            await service.ScalarAsync<string>(
                "SELECT state::text FROM grain_state WHERE state::text LIKE '%one: did one%' AND state::text NOT LIKE '%two: did two%'"
            )
        );
        cycle.Before.Clear();
        stuck.SetException(new InvalidOperationException("The process died here."));
        await interrupted;
        await service.DisposeAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var again = await TestService.StartAsync(
            builder => builder.Services.AddSingleton<ICycle>(cycle),
            connectionString: service.ConnectionString,
            clock: service.Clock
        );
        await again.Cycle(ProbeCycle.Key).RunDue();
        Assert.Equal(["probe/2026-03-05 one", "probe/2026-03-05 two"], cycle.Done);
        var run = Assert.Single((await again.Cycle(ProbeCycle.Key).Get()).Recent);
        Assert.Equal((CycleOutcome.Completed, 2, null), (run.Outcome, run.Attempts, run.Error));
    }

    [Fact]
    public async Task AStepThatFailsIsTriedAgainLaterWithoutDoingTheOthersTwice()
    {
        var cycle = new ProbeCycle();
        cycle.Before["two"] = () => throw new InvalidOperationException("The model is away.");
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ICycle>(cycle));
        await service.Cycle(ProbeCycle.Key).WatchClock();
        service.Clock.Advance(TimeSpan.FromDays(1));
        // The reminder may have been there first, while the clock moved.
        await service.Cycle(ProbeCycle.Key).RunDue();
        var waiting = (await service.Cycle(ProbeCycle.Key).Get()).Current!;
        Assert.Equal((CycleOutcome.Retrying, "two: The model is away."), (waiting.Outcome, waiting.Error));
        Assert.Equal("one: did one", Assert.Single(waiting.Done));
        await service.Cycle(ProbeCycle.Key).RunDue();
        Assert.Equal(waiting.Attempts, (await service.Cycle(ProbeCycle.Key).Get()).Current!.Attempts);
        service.Clock.Advance(TimeSpan.FromMinutes(Math.Pow(2, waiting.Attempts - 1)));
        await service.Cycle(ProbeCycle.Key).RunDue();
        Assert.Equal(waiting.Attempts + 1, (await service.Cycle(ProbeCycle.Key).Get()).Current!.Attempts);
        var alerts = await service.AlertsAsync();
        Assert.Equal("cycle-failed/probe/2026-03-05", Assert.Single(alerts).Id);

        cycle.Before.Clear();
        // An operator need not wait for the next attempt.
        var run = await service.Cycle(ProbeCycle.Key).RunNow("ops");
        Assert.Equal((CycleOutcome.Completed, "2026-03-05"), (run.Outcome, run.Occurrence));
        Assert.Equal(["probe/2026-03-05 one", "probe/2026-03-05 two"], cycle.Done);
    }

    [Fact]
    public async Task OneThatFailsForGoodIsGivenUpAndTheNextOneRuns()
    {
        var cycle = new ProbeCycle();
        cycle.Before["one"] = () => throw new InvalidOperationException("Broken.");
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ICycle>(cycle));
        await service.Cycle(ProbeCycle.Key).WatchClock();
        service.Clock.Advance(TimeSpan.FromHours(14));
        for (var attempt = 0; attempt < 14; attempt++)
        {
            await service.Cycle(ProbeCycle.Key).RunDue();
            service.Clock.Advance(TimeSpan.FromMinutes(Math.Min(120, Math.Pow(2, attempt))));
        }

        Assert.Equal(CycleOutcome.Failed, Assert.Single((await service.Cycle(ProbeCycle.Key).Get()).Recent).Outcome);
        // It is said when it begins to fail, and when it is given up.
        Assert.Equal(
            ["cycle-failed/probe/2026-03-05", "cycle-given-up/probe/2026-03-05"],
            (await service.AlertsAsync()).Select(alert => alert.Id).Order()
        );
        cycle.Before.Clear();
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.Cycle(ProbeCycle.Key).RunDue();
        Assert.Equal("2026-03-06", (await service.Cycle(ProbeCycle.Key).Get()).Recent[0].Occurrence);
    }

    [Fact]
    public async Task ARunByHandIsBesideTheSchedule()
    {
        var cycle = new ProbeCycle();
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<ICycle>(cycle));
        await service.Cycle(ProbeCycle.Key).WatchClock();
        var run = await service.Cycle(ProbeCycle.Key).RunNow("ops");
        Assert.Equal("now-2026-03-04T12:00:00.000Z", run.Occurrence);
        service.Clock.Advance(TimeSpan.FromDays(1));
        await service.Cycle(ProbeCycle.Key).RunDue();
        Assert.Equal(
            ["now-2026-03-04T12:00:00.000Z", "2026-03-05"],
            (await service.Cycle(ProbeCycle.Key).Get()).Recent.Reverse().Select(one => one.Occurrence)
        );
    }

    /// <summary>Two steps a day at 01:00 UTC.</summary>
    private sealed class ProbeCycle : ICycle
    {
        internal const string Key = "probe";

        internal ConcurrentQueue<string> Done { get; } = [];

        internal ConcurrentBag<string> Started { get; } = [];

        internal Dictionary<string, Func<Task>> Before { get; } = [];

        public string Name => Key;

        public CycleSchedule Schedule { get; } = new(DateTimeZone.Utc, new LocalTime(1, 0), CycleSchedule.EveryDay);

        public int CatchUp => 3;

        public IReadOnlyList<CycleStep> Steps => [Step("one"), Step("two")];

        private CycleStep Step(string name) =>
            new(
                name,
                async (occurrence, _) =>
                {
                    Started.Add(name);
                    if (Before.TryGetValue(name, out var before))
                        await before();
                    Done.Enqueue($"{occurrence.Id} {name}");
                    return $"did {name}";
                }
            );
    }
}
