using FsCheck;
using FsCheck.Fluent;
using LearningActors.Recommendations;
using LearningActors.WeeklySummaries;
using NodaTime;
using NodaTime.Calendars;

namespace LearningActors.Tests.WeeklySummaries;

/// <summary>Weeks at the turn of years, and when they are summed up.</summary>
public sealed class IsoWeekTests
{
    [Theory]
    [InlineData("2020-12-31", "2020-W53")]
    [InlineData("2021-01-03", "2020-W53")]
    [InlineData("2021-01-04", "2021-W01")]
    [InlineData("2024-12-29", "2024-W52")]
    [InlineData("2024-12-30", "2025-W01")]
    [InlineData("2025-01-05", "2025-W01")]
    [InlineData("2027-01-01", "2026-W53")]
    public void DaysAtTheTurnOfAYearBelongToTheYearOfTheirThursday(string day, string week)
    {
        var of = IsoWeek.Of(DateOnly.Parse(day));
        Assert.Equal(week, of.ToString());
        Assert.Equal(of, IsoWeek.Parse(week));
        Assert.InRange(DateOnly.Parse(day), of.Monday, of.Sunday);
    }

    [Fact]
    public void EveryDayIsInTheWeekThatNodaTimeNames() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Arb.From(Gen.Choose(0, 60_000)),
                offset =>
                {
                    var day = new DateOnly(2000, 1, 3).AddDays(offset);
                    var (week, date) = (IsoWeek.Of(day), LocalDate.FromDateOnly(day));
                    return (week.Year, week.Week) == (WeekYearRules.Iso.GetWeekYear(date), WeekYearRules.Iso.GetWeekOfWeekYear(date))
                        && IsoWeek.Of(day.AddDays(7)) == week.Plus(1)
                        && IsoWeek.Find(week.Year, week.Week) == week;
                }
            )
        );

    [Theory]
    [InlineData(2021, 53)]
    [InlineData(2021, 0)]
    [InlineData(2020, 54)]
    public void AWeekThatAYearDoesNotHaveIsNone(int year, int week) => Assert.Null(IsoWeek.Find(year, week));

    // The clocks of Los Angeles change on the Sundays of 2026-03-08 and 2026-11-01.
    [Theory]
    [InlineData("2026-03-01T00:00:00Z", "2026-03-07", "2026-03-07T17:00:00Z")]
    [InlineData("2026-03-08T00:00:00Z", "2026-03-14", "2026-03-14T16:00:00Z")]
    [InlineData("2026-10-25T00:00:00Z", "2026-10-31", "2026-10-31T16:00:00Z")]
    [InlineData("2026-11-01T00:00:00Z", "2026-11-07", "2026-11-07T17:00:00Z")]
    public void TheSummaryIsDueAtNineOnSaturdaysAlsoWhereTheClocksChange(string after, string date, string at)
    {
        var due = new WeeklySummaryCycle(null!).Schedule.Next(Instant.FromDateTimeOffset(DateTimeOffset.Parse(after)));
        Assert.Equal((DateOnly.Parse(date), DateTimeOffset.Parse(at)), (due.Date.ToDateOnly(), due.At.ToDateTimeOffset()));
        Assert.Equal(IsoWeek.Of(due.Date.ToDateOnly()), IsoWeek.Of(PacificDay.Of(due.At.ToDateTimeOffset())));
    }
}
