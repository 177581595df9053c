using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>Reminders in PostgreSQL, by the same queries and parameters as the ADO.NET provider of Orleans.</summary>
internal sealed class ReminderTable(IOptions<AdoNetReminderTableOptions> options, IOptions<ClusterOptions> cluster) : IDisposable
{
    private readonly StoredQueries _queries = new(options.Value.DataSource, options.Value.ConnectionString);

    public void Dispose() => _queries.Dispose();

    internal async Task<List<Reminder>> ReadAllAsync()
    {
        await using var command = await CommandAsync("ReadRangeRows2Key");
        command.Parameters.AddWithValue("BeginHash", 0);
        command.Parameters.AddWithValue("EndHash", 0);
        return await ReadAsync(command);
    }

    internal async Task<Reminder?> ReadAsync(GrainId grainId, string name)
    {
        await using var command = await CommandAsync("ReadReminderRowKey");
        command.Parameters.AddWithValue("GrainId", grainId.ToString());
        command.Parameters.AddWithValue("ReminderName", name);
        return (await ReadAsync(command)).SingleOrDefault();
    }

    internal async Task<int> UpsertAsync(GrainId grainId, string name, DateTime startAt, TimeSpan period)
    {
        await using var command = await CommandAsync("UpsertReminderRowKey");
        command.Parameters.AddWithValue("GrainHash", unchecked((int)grainId.GetUniformHashCode()));
        command.Parameters.AddWithValue("GrainId", grainId.ToString());
        command.Parameters.AddWithValue("ReminderName", name);
        command.Parameters.AddWithValue("StartTime", NpgsqlDbType.TimestampTz, startAt);
        command.Parameters.AddWithValue("Period", (long)period.TotalMilliseconds);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    internal async Task DeleteAsync(Reminder reminder)
    {
        await using var command = await CommandAsync("DeleteReminderRowKey");
        command.Parameters.AddWithValue("GrainId", reminder.GrainId.ToString());
        command.Parameters.AddWithValue("ReminderName", reminder.ReminderName);
        command.Parameters.AddWithValue("Version", reminder.Version);
        await command.ExecuteScalarAsync();
    }

    private static async Task<List<Reminder>> ReadAsync(NpgsqlCommand command)
    {
        var reminders = new List<Reminder>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            reminders.Add(
                new Reminder(
                    GrainId.Parse(reader.GetString(reader.GetOrdinal("GrainId"))),
                    reader.GetString(reader.GetOrdinal("ReminderName")),
                    reader.GetDateTime(reader.GetOrdinal("StartTime")),
                    TimeSpan.FromMilliseconds(reader.GetInt64(reader.GetOrdinal("Period"))),
                    reader.GetInt32(reader.GetOrdinal("Version"))
                )
            );
        }

        return reminders;
    }

    private async Task<NpgsqlCommand> CommandAsync(string query)
    {
        var command = await _queries.CommandAsync(query);
        command.Parameters.AddWithValue("ServiceId", cluster.Value.ServiceId);
        return command;
    }
}
