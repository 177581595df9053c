using Npgsql;

namespace LearningActors.Analysis;

/// <summary>Reads the columns of <see cref="TallySql.Columns"/>.</summary>
internal static class TallyReader
{
    /// <summary>Reads eleven columns from <paramref name="at"/> on. PostgreSQL sums bigints to numerics; both are read.</summary>
    internal static Tally Read(NpgsqlDataReader reader, int at) =>
        new(
            Count(reader, at),
            Count(reader, at + 1),
            Count(reader, at + 2),
            Count(reader, at + 3),
            Count(reader, at + 4),
            Count(reader, at + 5),
            Count(reader, at + 6),
            Count(reader, at + 7),
            Count(reader, at + 8),
            reader.GetDecimal(at + 9),
            Count(reader, at + 10)
        );

    private static long Count(NpgsqlDataReader reader, int at) =>
        reader.GetFieldType(at) == typeof(decimal) ? (long)reader.GetDecimal(at) : reader.GetInt64(at);
}
