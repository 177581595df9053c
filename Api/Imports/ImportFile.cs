using System.Collections.Immutable;
using LearningActors.Brokers;
using LearningActors.Http;
using LearningActors.Recommendations;
using NodaTime;

namespace LearningActors.Imports;

/// <summary>What an upload says, ready to be stored.</summary>
/// <param name="Source">The file.</param>
/// <param name="Rows">Its rows in order: what moves positions, what moves cash, and what could not be used.</param>
internal sealed record ImportFile(ImportSource Source, ImmutableArray<object> Rows)
{
    private const int RowsAtOnce = 1000;
    private const int MaxCauses = 100;

    /// <summary>Reads an upload; notes what is wrong with it where it is no known export.</summary>
    internal static ImportFile? Read(ImportForm form, string by, FieldErrors errors)
    {
        var zone = form.TimeZone is { } id ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) : BrokerFileContext.Default.Zone;
        if (zone is null)
            errors.Add("time_zone", $"Expected an IANA zone, such as Europe/Berlin, not '{form.TimeZone}'.");
        if (form is { Broker: not null, Mapping: not null })
            errors.Add("broker", "A mapping names the broker itself; expected one of both.");
        var mapping = form.Mapping is { } json ? Try("mapping", () => CsvMapping.Parse(json), errors) : null;
        if (errors.Any)
            return null;
        var history = Try("file", () => BrokerFile.Read(form.File.Text, new BrokerFileContext(form.Account, zone!), mapping), errors);
        if (history is not null && form.Broker is { } wanted && !history.Format.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            errors.Add("broker", $"Expected a file of '{wanted}', and it is one of {history.Format}.");
        return errors.Any ? null : Of(form, history!, zone!.Id, by);
    }

    /// <summary>The parts in which it is stored.</summary>
    internal IEnumerable<ImportPart> Parts(int attempt) =>
        Rows.Chunk(RowsAtOnce)
            .Select(rows => new ImportPart(
                Source.Id,
                attempt,
                [.. rows.OfType<Execution>()],
                [.. rows.OfType<CashMovement>()],
                [.. rows.OfType<UnusableRow>()]
            ));

    private static ImportFile Of(ImportForm form, BrokerHistory history, string zone, string by)
    {
        var places = new Dictionary<int, int>();
        ImmutableArray<object> rows =
        [
            .. history.Rows.Select(row =>
                ImportedRow.Of(row) switch
                {
                    UnusableRow unusable => unusable with { Place = places[row.Line] = places.GetValueOrDefault(row.Line, -1) + 1 },
                    var usable => usable,
                }
            ),
        ];
        UnusableRow[] wrong = [.. rows.OfType<UnusableRow>()];
        var source = new ImportSource(
            HashedId.Of($"import:{form.File.Hash}:{zone}:{form.Account}:{form.Mapping}"),
            form.FileName,
            history.Format,
            form.Account,
            zone,
            form.File.Bytes,
            rows.Length,
            rows.Count(row => row is Execution),
            rows.Count(row => row is CashMovement),
            wrong.Length,
            wrong.Count(row => row.MovesPosition),
            [
                .. wrong
                    .GroupBy(row => (row.Message, row.MovesPosition))
                    .Select(same => new RowProblem(same.Key.Message, same.Count(), same.Min(row => row.Line), same.Key.MovesPosition))
                    .OrderByDescending(cause => cause.Rows)
                    .ThenBy(cause => cause.FirstLine)
                    .Take(MaxCauses),
            ],
            by
        );
        return new ImportFile(source, rows);
    }

    private static T? Try<T>(string part, Func<T> read, FieldErrors errors)
        where T : class
    {
        try
        {
            return read();
        }
        catch (UnknownBrokerFileException exception)
        {
            errors.Add(part, exception.Message);
            return null;
        }
    }
}
