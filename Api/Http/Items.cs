using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LearningActors.Http;

/// <summary>The items of a body that is one object or an array of them. What is wrong with one does not harm the others.</summary>
/// <param name="All">Each item in order: what was read, or what is wrong with it.</param>
/// <param name="IsArray">The body is an array, whose items have outcomes; an object that is wrong is a request that is wrong.</param>
internal sealed record Items<T>(ImmutableArray<(T? Value, FieldErrors? Errors)> All, bool IsArray)
    where T : class
{
    /// <summary>Those that can be stored.</summary>
    internal ImmutableArray<T> Good { get; } = [.. All.Where(item => item.Errors is null).Select(item => item.Value!)];

    /// <summary>The outcome of each item in order.</summary>
    /// <param name="outcomes">The outcome of each of those that could be stored.</param>
    /// <param name="stored">The outcome of one of them.</param>
    internal ImmutableArray<ItemOutcome> Outcomes<TOutcome>(ImmutableArray<TOutcome> outcomes, Func<T, TOutcome, ItemOutcome> stored)
    {
        var (results, next) = (ImmutableArray.CreateBuilder<ItemOutcome>(All.Length), 0);
        foreach (var (value, errors) in All)
        {
            var outcome = errors is null ? stored(value!, outcomes[next++]) : ItemOutcome.Refused(errors);
            results.Add(outcome with { Index = results.Count });
        }

        return results.DrainToImmutable();
    }

    internal static (Items<T>? Items, IResult? Problem) Read(JsonElement root, RequestBody body, Func<FieldReader, T?> read)
    {
        if (root.ValueKind == JsonValueKind.Array && body.MaxItems > 0)
        {
            var length = root.GetArrayLength();
            if (length == 0 || length > body.MaxItems)
                return (null, Problems.BadField("body", $"Expected an array of 1 to {body.MaxItems} objects, not of {length}."));
            var all = ImmutableArray.CreateBuilder<(T?, FieldErrors?)>(length);
            foreach (var item in root.EnumerateArray())
                all.Add(ReadOne(item, body, read));
            return (new Items<T>(all.MoveToImmutable(), true), null);
        }

        if (body.IsArrayOnly)
            return (null, Problems.BadField("body", $"Expected an array of 1 to {body.MaxItems} objects."));
        var only = ReadOne(root, body, read);
        return only.Errors is { } errors ? (null, errors.ToResult()) : (new Items<T>([only], false), null);
    }

    private static (T? Value, FieldErrors? Errors) ReadOne(JsonElement item, RequestBody body, Func<FieldReader, T?> read)
    {
        var errors = new FieldErrors();
        var value = FieldReader.Of(item, "", errors, body.Schema) is { } fields ? read(fields) : null;
        return errors.Any ? (null, errors) : (value, null);
    }
}

/// <summary>The outcome of one item, before it is named.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="Id">Its id; null where it has none that could be read.</param>
/// <param name="Status">The status that it would have had alone, such as 200, 400 or 404.</param>
/// <param name="Stored">It is stored by this request; false for one that was stored before, or not at all.</param>
/// <param name="Error">Why it was not taken; null where it was.</param>
/// <param name="Errors">What is wrong with each field, where fields are wrong.</param>
internal sealed record ItemOutcome(
    int Index,
    string? Id,
    int Status,
    bool Stored,
    string? Error = null,
    IReadOnlyDictionary<string, string[]>? Errors = null
)
{
    internal static ItemOutcome Taken(string id, bool isNew) => new(0, id, StatusCodes.Status200OK, isNew);

    internal static ItemOutcome Refused(FieldErrors errors) =>
        new(0, null, StatusCodes.Status400BadRequest, false, errors.ToString(), errors.ByField);

    internal static ItemOutcome Refused(string id, string field, string error) =>
        new(0, id, StatusCodes.Status400BadRequest, false, error, new Dictionary<string, string[]> { [field] = [error] });
}

/// <summary>The outcome of a request that stores items.</summary>
/// <param name="Stored">Stored by this request.</param>
/// <param name="Duplicates">Stored before; nothing changed.</param>
/// <param name="Refused">Not taken.</param>
/// <param name="DuplicateIds">The ids of those that were stored before.</param>
/// <param name="Results">Of each item, in order.</param>
internal sealed record ItemsResponse<T>(
    int Stored,
    int Duplicates,
    int Refused,
    IReadOnlyList<string> DuplicateIds,
    ImmutableArray<T> Results
);

/// <summary>Answers requests that store items.</summary>
internal static class ItemsResponse
{
    /// <summary>The outcomes; where the body is one object that was not taken, what is wrong with it.</summary>
    internal static IResult Of<T>(ImmutableArray<ItemOutcome> results, bool isArray, Func<ItemOutcome, T> name) =>
        !isArray && results[0].Errors is { } errors
            ? Problems.BadFields(errors.ToDictionary())
            : TypedResults.Ok(
                new ItemsResponse<T>(
                    results.Count(result => result.Stored),
                    results.Count(result => result is { Stored: false, Error: null }),
                    results.Count(result => result.Error is not null),
                    [.. results.Where(result => result is { Stored: false, Error: null }).Select(result => result.Id!)],
                    [.. results.Select(name)]
                )
            );
}
