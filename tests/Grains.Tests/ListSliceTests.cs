namespace LearningActors.Tests;

/// <summary>Parts of lists in memory.</summary>
public sealed class ListSliceTests
{
    private enum Sort
    {
        Value,
    }

    /// <summary>Whatever the rows, the order and the length of parts: what was there at the start is there once, in order.</summary>
    [Fact]
    public void PartsHoldEachRowOnceInOrderAlsoWhileRowsAreAdded()
    {
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            var rows = Enumerable.Range(0, random.Next(0, 30)).Select(i => Row(random, i)).ToList();
            var (before, isDescending) = (rows.ToHashSet(), random.Next(2) == 0);
            var (walked, after, limit) = (new List<(double Value, string Id)>(), (ListPlace?)null, random.Next(1, 8));
            do
            {
                var part = ListSlice.Of(
                    rows,
                    new ListRequest<Sort>(Sort.Value, isDescending, after, limit),
                    row => row.Value,
                    row => row.Id
                );
                Assert.InRange(part.Items.Length, 0, limit);
                walked.AddRange(part.Items);
                after = part.Next;
                if (rows.Count < 60)
                    rows.Add(Row(random, rows.Count));
            } while (after is not null);

            Assert.Equal(walked.Count, walked.Distinct().Count());
            Assert.Equal(InOrder(before), walked.Where(before.Contains));
            Assert.Equal(InOrder(walked), walked);

            IEnumerable<(double Value, string Id)> InOrder(IEnumerable<(double Value, string Id)> some)
            {
                var ascending = some.OrderBy(row => row.Value).ThenBy(row => row.Id, StringComparer.Ordinal);
                return isDescending ? ascending.Reverse() : ascending;
            }
        }
    }

    [Fact]
    public void ValuesAreReadAsTheyWereWritten()
    {
        IComparable[] values =
        [
            0.1 + 0.2,
            double.Epsilon,
            -1e300,
            int.MinValue,
            long.MaxValue,
            "é,\"\uE000",
            new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(-8)).AddTicks(10),
            Guid.CreateVersion7(),
        ];
        Assert.All(values, value => Assert.Equal(0, SortKeys.Compare(value, SortKeys.Write(value))));
        Assert.True(SortKeys.IsOf(SortKind.Number, SortKeys.Write(double.MaxValue)));
        Assert.False(SortKeys.IsOf(SortKind.Number, "NaN"));
        Assert.False(SortKeys.IsOf(SortKind.Time, "2026-03-04"));
        Assert.False(SortKeys.IsOf(SortKind.Uuid, "0"));
        Assert.Throws<ArgumentException>(() => SortKeys.Write(TimeSpan.Zero));
    }

    /// <summary>Few values, so that many rows have the same.</summary>
    private static (double Value, string Id) Row(Random random, int number) => (random.Next(5) / 10.0, $"{random.Next(100)}-{number}");
}
