using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>
/// Grain states in PostgreSQL by the queries of the table <c>OrleansQuery</c>, with the parameters and columns that the
/// ADO.NET provider of Orleans gives and expects, so that both runtimes read and write the same rows.
/// </summary>
internal sealed class AdoNetGrainStorage(AdoNetGrainStorageOptions options, IOptions<ClusterOptions> cluster) : IGrainStorage, IDisposable
{
    private readonly StoredQueries _queries = new(options.DataSource, options.ConnectionString);

    public void Dispose() => _queries.Dispose();

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = await CommandAsync("ReadFromStorageKey", stateName, grainId);
        await using var reader = await command.ExecuteReaderAsync();
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        if (!await reader.ReadAsync())
            return;
        var payload = reader.GetOrdinal("PayloadBinary");
        grainState.ETag = reader.GetInt32(reader.GetOrdinal("Version")).ToString(CultureInfo.InvariantCulture);
        if (await reader.IsDBNullAsync(payload))
            return;
        grainState.State = options.GrainStorageSerializer.Deserialize<T>(new BinaryData(reader.GetFieldValue<byte[]>(payload)));
        grainState.RecordExists = true;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = await CommandAsync("WriteToStorageKey", stateName, grainId);
        command.Parameters.Add(Version(grainState.ETag));
        command.Parameters.AddWithValue(
            "PayloadBinary",
            NpgsqlDbType.Bytea,
            options.GrainStorageSerializer.Serialize(grainState.State).ToArray()
        );
        grainState.ETag = await NewVersionAsync(command, "WriteState", stateName, grainId, grainState.ETag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null)
        {
            await using var command = await CommandAsync("ClearStorageKey", stateName, grainId);
            command.Parameters.Add(Version(grainState.ETag));
            grainState.ETag = await NewVersionAsync(command, "ClearState", stateName, grainId, grainState.ETag);
        }

        (grainState.State, grainState.RecordExists) = (Activator.CreateInstance<T>(), false);
    }

    private static NpgsqlParameter Version(string? etag) =>
        new("GrainStateVersion", NpgsqlDbType.Integer)
        {
            Value = etag is null ? DBNull.Value : int.Parse(etag, CultureInfo.InvariantCulture),
        };

    private static async Task<string> NewVersionAsync(
        NpgsqlCommand command,
        string operation,
        string stateName,
        GrainId grainId,
        string? etag
    )
    {
        var written = (await command.ExecuteScalarAsync())?.ToString();
        return string.IsNullOrEmpty(written) || written == etag
            ? throw new InconsistentStateException($"Version conflict ({operation}): {stateName} of {grainId}, ETag={etag}.")
            : written;
    }

    private async Task<NpgsqlCommand> CommandAsync(string query, string stateName, GrainId grainId)
    {
        var command = await _queries.CommandAsync(query);
        // The three hashes and the numeric key parts belong to the provider's contract; our rows are keyed by the texts alone.
        command.Parameters.AddWithValue("GrainIdHash", 0);
        command.Parameters.AddWithValue("GrainIdN0", 0L);
        command.Parameters.AddWithValue("GrainIdN1", 0L);
        command.Parameters.AddWithValue("GrainTypeHash", 0);
        command.Parameters.AddWithValue("GrainTypeString", stateName);
        command.Parameters.AddWithValue("GrainIdExtensionString", grainId.Key);
        command.Parameters.AddWithValue("ServiceId", cluster.Value.ServiceId);
        return command;
    }
}

/// <summary>The queries of the table <c>OrleansQuery</c>.</summary>
internal sealed class StoredQueries(NpgsqlDataSource? given, string connectionString) : IDisposable
{
    private readonly NpgsqlDataSource _dataSource = given ?? NpgsqlDataSource.Create(connectionString);
    private volatile Dictionary<string, string>? _texts;

    internal async Task<NpgsqlCommand> CommandAsync(string key) => _dataSource.CreateCommand((_texts ?? await ReadAsync())[key]);

    /// <summary>Closes the connections, unless they are somebody else's.</summary>
    public void Dispose()
    {
        if (given is null)
            _dataSource.Dispose();
    }

    private async Task<Dictionary<string, string>> ReadAsync()
    {
        var texts = new Dictionary<string, string>();
        await using var command = _dataSource.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            texts[reader.GetString(0)] = reader.GetString(1);
        return _texts = texts;
    }
}
