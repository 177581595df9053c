using LearningActors.Cycles;
using NodaTime;
using NodaTime.Text;

namespace LearningActors.Tests.Cycles;

/// <summary>When cycles are due, through the changes of clocks, and what is made up.</summary>
public sealed class CycleScheduleTests
{
    private static readonly DateTimeZone s_pacific = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];

    [Fact]
    public void ASkippedTimeBecomesTheFirstInstantAfterIt()
    {
        // 2026-03-08 in Los Angeles: clocks go from 02:00 PST to 03:00 PDT; 02:30 does not exist.
        var schedule = new CycleSchedule(s_pacific, new LocalTime(2, 30), CycleSchedule.EveryDay);
        var due = schedule.Between(At("2026-03-07T00:00:00Z"), At("2026-03-10T00:00:00Z")).ToArray();
        Assert.Equal([At("2026-03-07T10:30:00Z"), At("2026-03-08T10:00:00Z"), At("2026-03-09T09:30:00Z")], due.Select(one => one.At));
        Assert.Equal([new LocalDate(2026, 3, 7), new LocalDate(2026, 3, 8), new LocalDate(2026, 3, 9)], due.Select(one => one.Date));
    }

    [Fact]
    public void AnOccurrenceHasTheDateThatItWasDueOnAndAnyOtherInstantItsOwn()
    {
        // In Santiago 2026-09-06 begins at 01:00: what is due at 00:00 is done an hour later.
        var schedule = new CycleSchedule(DateTimeZoneProviders.Tzdb["America/Santiago"], new LocalTime(0, 0), CycleSchedule.EveryDay);
        foreach (var due in schedule.Between(At("2026-09-03T12:00:00Z"), At("2026-09-09T12:00:00Z")))
            Assert.Equal(due.Date.ToDateOnly(), schedule.DateOf(due.At));
        var pacific = new CycleSchedule(s_pacific, new LocalTime(21, 0), CycleSchedule.EveryDay);
        Assert.Equal(new DateOnly(2021, 1, 4), pacific.DateOf(At("2021-01-05T07:59:59Z")));
        Assert.Equal(new DateOnly(2021, 1, 5), pacific.DateOf(At("2021-01-05T08:00:00Z")));
    }

    [Fact]
    public void ATimeThatComesTwiceIsTakenOnceAndEarlier()
    {
        // 2026-11-01 in Los Angeles: 01:30 comes twice, at 08:30Z (PDT) and at 09:30Z (PST).
        var schedule = new CycleSchedule(s_pacific, new LocalTime(1, 30), CycleSchedule.EveryDay);
        var due = schedule.Between(At("2026-10-31T12:00:00Z"), At("2026-11-02T12:00:00Z")).ToArray();
        Assert.Equal([At("2026-11-01T08:30:00Z"), At("2026-11-02T09:30:00Z")], due.Select(one => one.At));
    }

    [Fact]
    public void ASaturdayMorningStaysAtItsLocalTime()
    {
        // The seed's weekly summary: Saturdays at 09:00 Pacific, before and after the change.
        var schedule = new CycleSchedule(s_pacific, new LocalTime(9, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Saturday });
        Assert.Equal(
            [At("2026-03-07T17:00:00Z"), At("2026-03-14T16:00:00Z")],
            schedule.Between(At("2026-03-01T00:00:00Z"), At("2026-03-15T00:00:00Z")).Select(one => one.At)
        );
        Assert.Equal(
            [At("2026-10-31T16:00:00Z"), At("2026-11-07T17:00:00Z")],
            schedule.Between(At("2026-10-25T00:00:00Z"), At("2026-11-08T00:00:00Z")).Select(one => one.At)
        );
    }

    [Fact]
    public void TheNextOccurrenceIsStrictlyLater()
    {
        var schedule = new CycleSchedule(DateTimeZone.Utc, new LocalTime(2, 0), new HashSet<IsoDayOfWeek> { IsoDayOfWeek.Monday });
        Assert.Equal(At("2026-03-09T02:00:00Z"), schedule.Next(At("2026-03-02T02:00:00Z")).At);
        Assert.Equal(At("2026-03-02T02:00:00Z"), schedule.Next(At("2026-03-02T01:59:59Z")).At);
    }

    [Fact]
    public void MissedOccurrencesAreMadeUpInOrderWithABound()
    {
        var schedule = new CycleSchedule(DateTimeZone.Utc, new LocalTime(0, 10), CycleSchedule.EveryDay);
        var state = CycleProgress.Begin(new CycleState(), Utc("2026-03-01T12:00:00Z"));
        Assert.Same(state, CycleProgress.TakeUp(state, schedule, 3, Utc("2026-03-02T00:09:59Z")));
        // A week without service.
        var now = Utc("2026-03-08T12:00:00Z");
        var made = new List<string>();
        while (CycleProgress.TakeUp(state, schedule, 3, now) is var taken && !ReferenceEquals(taken, state))
        {
            made.Add(taken.Current!.Occurrence);
            state = CycleProgress.End(taken, taken.Current with { Outcome = CycleOutcome.Completed, EndedAt = now });
        }

        Assert.Equal(["2026-03-06", "2026-03-07", "2026-03-08"], made);
        Assert.Equal(
            [
                "2026-03-08 Completed",
                "2026-03-07 Completed",
                "2026-03-06 Completed",
                "2026-03-05 Skipped",
                "2026-03-04 Skipped",
                "2026-03-03 Skipped",
                "2026-03-02 Skipped",
            ],
            state.Recent.Select(run => $"{run.Occurrence} {run.Outcome}")
        );
        // A clock that jumps back finds nothing due again.
        Assert.Same(state, CycleProgress.TakeUp(state, schedule, 3, Utc("2026-03-03T00:10:00Z")));
    }

    [Fact]
    public void OneThatWasBegunIsFinishedBeforeAnother()
    {
        var schedule = new CycleSchedule(DateTimeZone.Utc, new LocalTime(0, 10), CycleSchedule.EveryDay);
        var state = CycleProgress.TakeUp(
            CycleProgress.Begin(new CycleState(), Utc("2026-03-01T12:00:00Z")),
            schedule,
            3,
            Utc("2026-03-02T00:10:00Z")
        );
        Assert.Equal("2026-03-02", state.Current!.Occurrence);
        Assert.Same(state, CycleProgress.TakeUp(state, schedule, 3, Utc("2026-03-05T00:10:00Z")));
        Assert.Equal([1, 2, 4, 8], Enumerable.Range(1, 4).Select(attempt => CycleProgress.Pause(attempt).TotalMinutes));
    }

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;

    private static DateTimeOffset Utc(string text) => At(text).ToDateTimeOffset();
}
