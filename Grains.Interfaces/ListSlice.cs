namespace LearningActors;

/// <summary>Takes parts out of lists that are in memory and small by nature.</summary>
public static class ListSlice
{
    /// <summary>The rows behind a place, in the order that is asked for.</summary>
    /// <param name="rows">All rows, in any order.</param>
    /// <param name="request">Which part.</param>
    /// <param name="key">What a row is sorted by: a text, an instant, a number.</param>
    /// <param name="id">What a row alone has.</param>
    public static ListPart<T> Of<T, TSort>(IEnumerable<T> rows, ListRequest<TSort> request, Func<T, IComparable> key, Func<T, string> id)
        where TSort : struct, Enum
    {
        var sign = request.IsDescending ? -1 : 1;
        var found = rows.Select(row => (Row: row, Place: new ListPlace(SortKeys.Write(key(row)), id(row)), Key: key(row)))
            .Where(one => request.After is not { } after || sign * Compare(one.Key, one.Place.Id, after) > 0)
            .Order(
                Comparer<(T Row, ListPlace Place, IComparable Key)>.Create(
                    (one, other) => sign * Compare(one.Key, one.Place.Id, other.Place)
                )
            )
            .Take(request.Limit + 1)
            .ToArray();
        return new ListPart<T>(
            [.. found.Take(request.Limit).Select(one => one.Row)],
            found.Length > request.Limit ? found[request.Limit - 1].Place : null
        );
    }

    private static int Compare(IComparable key, string id, ListPlace place) =>
        SortKeys.Compare(key, place.Key) is not 0 and var difference ? difference : string.CompareOrdinal(id, place.Id);
}
