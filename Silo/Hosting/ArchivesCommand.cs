using System.Security.Cryptography;
using LearningActors.Ledger;
using Npgsql;

namespace LearningActors.Hosting;

/// <summary>Compares every archive with what was noted when it was made: what an operator starts before tapes are thrown away.</summary>
internal static class ArchivesCommand
{
    /// <summary>A line for each archive that is missing or differs, and a last one with their number.</summary>
    /// <returns>0 where all are as they were made, else 1.</returns>
    internal static async Task<int> RunAsync(string connectionString, Func<string, string?> environment)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var options = ServiceOptions.Read(builder.Configuration, environment).Retention;
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Schema.EnsureCompleteAsync(database);
        var (whole, broken) = (0, 0);
        await using var command = database.CreateCommand("SELECT file, bytes, sha256 FROM fact_archives ORDER BY day, part");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var file = Path.Combine(options.Directory, reader.GetString(0));
            if (await FaultAsync(file, reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)) is { } fault)
            {
                broken++;
                await Console.Error.WriteLineAsync($"{file}: {fault}");
            }
            else
            {
                whole++;
            }
        }

        Console.WriteLine($"{whole} archives are as they were made, {broken} are not.");
        return broken == 0 ? 0 : 1;
    }

    private static async Task<string?> FaultAsync(string path, long bytes, byte[] sha256)
    {
        if (!File.Exists(path))
            return "missing";
        await using var file = File.OpenRead(path);
        if (file.Length != bytes)
            return $"has {file.Length} bytes; it was made with {bytes}";
        return (await SHA256.HashDataAsync(file)).AsSpan().SequenceEqual(sha256) ? null : "its content differs from what was written";
    }
}
