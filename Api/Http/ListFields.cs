using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>An order of a list.</summary>
/// <param name="Word">As <c>sort</c> names it: a field, after a minus where the greatest comes first.</param>
/// <param name="Sort">What it is sorted by.</param>
/// <param name="Kind">What a place in it holds.</param>
/// <param name="IsDescending">The greatest first.</param>
internal readonly record struct SortOrder<TSort>(string Word, TSort Sort, SortKind Kind, bool IsDescending)
    where TSort : struct, Enum;

/// <summary>What a list takes: its filters, <c>sort</c>, <c>limit</c> and <c>cursor</c>. Every list is read by it.</summary>
internal sealed class ListFields<TSort>
    where TSort : struct, Enum
{
    private const string NoCursor = "Expected the next_cursor of an answer.";
    private static readonly TextField s_cursor = new("cursor", "the next_cursor of the answer before, for the part behind it", 4000);
    private static readonly ChoiceField<ListFormat> s_format = new("format", "how it is written; Accept: text/csv asks for csv, too")
    {
        Default = "json",
        Example = "csv",
    };
    private readonly ImmutableArray<Field> _filters;
    private readonly ImmutableArray<SortOrder<TSort>> _orders;
    private readonly ChoiceField<SortOrder<TSort>> _sort;
    private readonly IntField _limit;

    /// <param name="sort">The order where none is asked for, such as <c>-raised_at</c>.</param>
    /// <param name="sorts">What the list can be sorted by, either way; each with the kind of value that it is.</param>
    /// <param name="filters">What narrows the list.</param>
    /// <param name="limit">How many rows a part has where nothing is asked for.</param>
    /// <param name="maxLimit">How many it has at most.</param>
    internal ListFields(
        string sort,
        (string Field, TSort Sort, SortKind Kind)[] sorts,
        Field[] filters,
        int limit = 100,
        int maxLimit = 1000
    )
    {
        _filters = [.. filters];
        _orders =
        [
            .. sorts.SelectMany(one =>
                new[]
                {
                    new SortOrder<TSort>(one.Field, one.Sort, one.Kind, false),
                    new SortOrder<TSort>($"-{one.Field}", one.Sort, one.Kind, true),
                }
            ),
        ];
        _sort = new(
            "sort",
            "what the list is sorted by; after a minus the greatest first",
            [.. _orders.Select(order => (order.Word, order))]
        )
        {
            Default = sort,
            Example = sort,
        };
        _limit = new("limit", "how many", 1, maxLimit) { Default = limit, Example = $"{limit}" };
    }

    /// <summary>What the ids of rows are.</summary>
    internal SortKind Id { get; init; } = SortKind.Text;

    /// <summary>The answer is nothing but the list, so that it can be a table, too.</summary>
    internal bool IsTable { get; init; } = true;

    /// <summary>All that the list reads from the query string.</summary>
    internal Field[] Query => IsTable ? [.. _filters, s_format, _sort, _limit, s_cursor] : [.. _filters, _sort, _limit, s_cursor];

    /// <summary>The part that is asked for; what is wrong with it is noted.</summary>
    internal ListRequest<TSort> Read(QueryReader query)
    {
        if (IsTable)
            query.Read(s_format);
        var order = query.Read(_sort) ?? _orders.Single(one => one.Word == (string)_sort.Default!);
        return new(order.Sort, order.IsDescending, ReadPlace(query, order), query.Read(_limit) ?? (int)_limit.Default!);
    }

    /// <summary>The answer that is a part of the list.</summary>
    internal IResult Answer<T>(QueryReader query, ListPart<T> part)
    {
        var next = Next(query, part.Next);
        query.DependsOnAccept();
        return (query.Read(s_format) ?? (query.Prefers(CsvTable<T>.MediaType) ? ListFormat.Csv : ListFormat.Json)) == ListFormat.Csv
            ? new TableAnswer<T>(part.Items, next)
            : TypedResults.Ok(new Page<T>(part.Items, next));
    }

    /// <summary>What brings the part behind a place, with the sort and filters of this request; null where nothing follows.</summary>
    internal string? Next(QueryReader query, ListPlace? place) =>
        place is null ? null : new Cursor(query.Given(_sort)!, NameOf(query), place).ToString();

    private ListPlace? ReadPlace(QueryReader query, SortOrder<TSort> order)
    {
        if (query.Read(s_cursor) is not { } text)
            return null;
        var cursor = Cursor.Read(text);
        var fault =
            cursor is null || !_orders.Any(one => one.Word == cursor.Sort) ? NoCursor
            : cursor.Sort != order.Word ? $"It belongs to sort={cursor.Sort}; ask with the same sort, or without a cursor."
            : cursor.List != NameOf(query) ? "It belongs to other filters, or to another list; ask without a cursor."
            : !SortKeys.IsOf(order.Kind, cursor.Place.Key) || !SortKeys.IsOf(Id, cursor.Place.Id) ? NoCursor
            : null;
        if (fault is null)
            return cursor!.Place;
        query.Errors.Add(s_cursor.Name, fault);
        return null;
    }

    /// <summary>Tells a list with its filters from others. A filter that is not given is what holds then.</summary>
    private string NameOf(QueryReader query)
    {
        var text = new StringBuilder(query.Path);
        foreach (var filter in _filters)
            text.Append('\n').Append(filter.Name).Append('=').Append(query.Given(filter));
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 9));
    }
}
