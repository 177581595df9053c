using System.Collections.Immutable;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Analysis;

/// <summary>The sums of single days, of all or of those that changed.</summary>
internal static class DayQueries
{
    // What is explained now is of today, or of a day that bears it as received; a vote of another day than its explanation's is late.
    private const string Changed = """
        SELECT d::date FROM generate_series($1::date, $2::date, interval '1 day') d
        WHERE d::date >= ($3::timestamptz AT TIME ZONE 'UTC')::date
           OR EXISTS (SELECT FROM llm_feedback f WHERE f.late AND f.day = d::date AND f.updated_at > $3)
           OR EXISTS (SELECT FROM llm_explanations e WHERE e.received_at IS NOT NULL AND e.day = d::date AND e.received_at > $3)
        """;

    private static readonly string s_sums = $"""
        WITH {TallySql.EveryRowOfDays}
        SELECT day, ticker, signal, prompt_version, model_used, {TallySql.SumOfColumns}
        FROM every
        GROUP BY GROUPING SETS ((day, ticker, signal), (day, signal, prompt_version), (day, model_used))
        """;

    internal static async Task<ImmutableArray<DaySums>> ReadAsync(
        NpgsqlDataSource database,
        DateOnly from,
        DateOnly to,
        DateTimeOffset? changedSince
    )
    {
        var days = changedSince is { } since ? await ReadChangedAsync(database, from, to, since) : TallySql.Days(from, to);
        var sums = days.ToDictionary(day => day, _ => new Sums());
        await using var command = database.CreateCommand(s_sums);
        command.CommandTimeout = 110;
        command.Parameters.AddWithValue(days);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            sums[reader.GetFieldValue<DateOnly>(0)].Add(reader);
        return [.. sums.OrderBy(day => day.Key).Select(day => day.Value.Of(day.Key))];
    }

    private static async Task<DateOnly[]> ReadChangedAsync(NpgsqlDataSource database, DateOnly from, DateOnly to, DateTimeOffset since) =>
        [
            .. await RepeatableSql.ListAsync(
                database,
                Changed,
                [new() { Value = from }, new() { Value = to }, Sql.Time(since)],
                reader => reader.GetFieldValue<DateOnly>(0)
            ),
        ];

    private sealed class Sums
    {
        private readonly ImmutableArray<(string, SignalType, Tally)>.Builder _cells = ImmutableArray.CreateBuilder<(
            string,
            SignalType,
            Tally
        )>();
        private readonly ImmutableArray<(SignalType, string, Tally)>.Builder _prompts = ImmutableArray.CreateBuilder<(
            SignalType,
            string,
            Tally
        )>();
        private readonly ImmutableArray<(string, Tally)>.Builder _models = ImmutableArray.CreateBuilder<(string, Tally)>();

        internal void Add(NpgsqlDataReader row)
        {
            var tally = TallyReader.Read(row, 5);
            if (row.TextOrNull(4) is { } model)
                _models.Add((model, tally));
            else if (row.TextOrNull(3) is { } version)
                _prompts.Add((SignalTypes.Parse(row.GetString(2)), version, tally));
            else
                _cells.Add((row.GetString(1), SignalTypes.Parse(row.GetString(2)), tally));
        }

        internal DaySums Of(DateOnly day) => new(day, _cells.ToImmutable(), _prompts.ToImmutable(), _models.ToImmutable());
    }
}
