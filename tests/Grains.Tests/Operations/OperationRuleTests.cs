using LearningActors.Operations;

namespace LearningActors.Tests.Operations;

/// <summary>When reminders tick, and in which order keys come.</summary>
public sealed class OperationRuleTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 60)]
    [InlineData(60, 60)]
    [InlineData(61, 120)]
    public void AReminderTicksAtItsStartAndAtWholePeriodsAfterIt(int nowSeconds, int nextSeconds) =>
        Assert.Equal(s_start.AddSeconds(nextSeconds), ReminderTicks.Next(s_start, 60_000, s_start.AddSeconds(nowSeconds)));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    [InlineData(-1)]
    public void AReminderWhoseNextTickNoCalendarHoldsHasNone(long periodMs) =>
        Assert.Null(ReminderTicks.Next(s_start, periodMs, s_start.AddSeconds(1)));

    [Fact]
    public void KeysComeInTheOrderOfCodePoints()
    {
        string[] keys = ["", "A", "A/B", "B", "a", "é", "\uE000", "\uFFFD", "\U0001F600", "\U0001F601"];
        Assert.Equal(keys, keys.Reverse().Order(new KeyOrder(isDescending: false)));
    }
}
