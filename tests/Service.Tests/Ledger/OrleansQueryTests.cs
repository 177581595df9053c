using System.Data;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>
/// The stored queries that only a cluster uses, with the parameters and types that the ADO.NET providers of Orleans 10
/// give them. Those for states and reminders are run by the tests of the runtime.
/// </summary>
public sealed class OrleansQueryTests : IAsyncLifetime
{
    private static readonly DateTime s_start = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task EveryQueryThatTheProvidersAskForIsThere()
    {
        string[] keys =
        [
            "ReadFromStorageKey",
            "WriteToStorageKey",
            "ClearStorageKey",
            "DeleteStorageKey",
            "ReadReminderRowsKey",
            "ReadReminderRowKey",
            "ReadRangeRows1Key",
            "ReadRangeRows2Key",
            "UpsertReminderRowKey",
            "DeleteReminderRowKey",
            "DeleteReminderRowsKey",
            "GatewaysQueryKey",
            "MembershipReadRowKey",
            "MembershipReadAllKey",
            "InsertMembershipVersionKey",
            "UpdateIAmAlivetimeKey",
            "InsertMembershipKey",
            "UpdateMembershipKey",
            "DeleteMembershipTableEntriesKey",
            "CleanupDefunctSiloEntriesKey",
        ];
        await using var command = _database.CreateCommand("SELECT array_agg(QueryKey) FROM OrleansQuery");
        Assert.Equal(keys.Order(), ((string[])(await command.ExecuteScalarAsync())!).Order());
    }

    [Fact]
    public async Task SilosJoinChangeAndLeaveUnderTheVersionOfTheTable()
    {
        Assert.True(await BooleanAsync("InsertMembershipVersionKey", Deployment));
        Assert.False(await BooleanAsync("InsertMembershipVersionKey", Deployment));
        // A version row without silos is a row without an address.
        var empty = Assert.Single(await RowsAsync("MembershipReadAllKey", Deployment));
        Assert.Equal((DBNull.Value, 0), (empty["Address"], (int)empty["Version"]));

        Assert.True(await BooleanAsync("InsertMembershipKey", [Deployment, .. Silo(1), .. Entry(version: 0)]));
        Assert.False(await BooleanAsync("InsertMembershipKey", [Deployment, .. Silo(2), .. Entry(version: 0)]));
        Assert.False(await BooleanAsync("InsertMembershipKey", [Deployment, .. Silo(1), .. Entry(version: 1)]));
        Assert.True(await BooleanAsync("InsertMembershipKey", [Deployment, .. Silo(2), .. Entry(version: 1)]));

        Assert.True(
            await BooleanAsync(
                "UpdateMembershipKey",
                [Deployment, .. Silo(1), Status(6), Text("SuspectTimes", "127.0.0.1:2@2,2026-03-04 12:00:00.000 GMT"), Alive(0), Version(2)]
            )
        );
        Assert.False(
            await BooleanAsync("UpdateMembershipKey", [Deployment, .. Silo(1), Status(3), Text("SuspectTimes", null), Alive(0), Version(2)])
        );
        Assert.True(
            await BooleanAsync("UpdateMembershipKey", [Deployment, .. Silo(2), Status(3), Text("SuspectTimes", null), Alive(0), Version(3)])
        );
        await RowsAsync("UpdateIAmAlivetimeKey", [Deployment, .. Silo(2), Alive(60)]);

        var row = Assert.Single(await RowsAsync("MembershipReadRowKey", [Deployment, .. Silo(2)]));
        Assert.Equal(
            ("127.0.0.1", 2, 2, "silo", "host", 3, 30000, DBNull.Value, s_start, s_start.AddSeconds(60), 4),
            (
                (string)row["Address"],
                (int)row["Port"],
                (int)row["Generation"],
                (string)row["SiloName"],
                (string)row["HostName"],
                (int)row["Status"],
                (int)row["ProxyPort"],
                row["SuspectTimes"],
                (DateTime)row["StartTime"],
                (DateTime)row["IAmAliveTime"],
                (int)row["Version"]
            )
        );
        Assert.Equal(2, (await RowsAsync("MembershipReadAllKey", Deployment)).Count);
        var gateway = Assert.Single(await RowsAsync("GatewaysQueryKey", Deployment, Status(3)));
        Assert.Equal(("127.0.0.1", 30000, 2), ((string)gateway["Address"], (int)gateway["ProxyPort"], (int)gateway["Generation"]));

        await RowsAsync("CleanupDefunctSiloEntriesKey", Deployment, Alive(3600));
        Assert.Equal(3, (int)Assert.Single(await RowsAsync("MembershipReadAllKey", Deployment))["Status"]);
        await RowsAsync("DeleteMembershipTableEntriesKey", Deployment);
        Assert.Empty(await RowsAsync("MembershipReadAllKey", Deployment));
    }

    [Fact]
    public async Task RemindersAreFoundByRangeOfTheirHash()
    {
        foreach (var (name, hash) in new[] { ("a", -2_000_000_000), ("b", 0), ("c", 2_000_000_000) })
        {
            var version = Assert.Single(
                await RowsAsync(
                    "UpsertReminderRowKey",
                    Text("ServiceId", "s"),
                    Number("GrainHash", hash),
                    Ansi("GrainId", $"cycle/{name}"),
                    Text("ReminderName", "r"),
                    Time("StartTime", s_start),
                    new NpgsqlParameter("Period", DbType.Int64) { Value = 60_000L }
                )
            );
            Assert.Equal(0, (int)version["Version"]);
        }

        Assert.Equal(["cycle/b", "cycle/c"], await RangeAsync("ReadRangeRows1Key", -1, 2_000_000_000));
        Assert.Equal(["cycle/a", "cycle/c"], await RangeAsync("ReadRangeRows2Key", 1_000_000_000, -1_000_000_000));
        var reminder = Assert.Single(await RowsAsync("ReadReminderRowsKey", Text("ServiceId", "s"), Ansi("GrainId", "cycle/a")));
        Assert.Equal(
            ("r", s_start, 60_000L),
            ((string)reminder["ReminderName"], (DateTime)reminder["StartTime"], (long)reminder["Period"])
        );
        await RowsAsync("DeleteReminderRowsKey", Text("ServiceId", "s"));
        Assert.Empty(await RowsAsync("ReadReminderRowsKey", Text("ServiceId", "s"), Ansi("GrainId", "cycle/a")));
    }

    private static NpgsqlParameter Deployment => Text("DeploymentId", "cluster");

    private static NpgsqlParameter[] Silo(int n) => [Text("Address", "127.0.0.1"), Number("Port", n), Number("Generation", n)];

    private static NpgsqlParameter[] Entry(int version) =>
        [
            Alive(0),
            Text("SiloName", "silo"),
            Text("HostName", "host"),
            Time("StartTime", s_start),
            Status(2),
            Number("ProxyPort", 30000),
            Version(version),
        ];

    private static NpgsqlParameter Alive(int seconds) => Time("IAmAliveTime", s_start.AddSeconds(seconds));

    private static NpgsqlParameter Status(int status) => Number("Status", status);

    private static NpgsqlParameter Version(int version) => Number("Version", version);

    private static NpgsqlParameter Text(string name, string? value) => new(name, DbType.String) { Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Ansi(string name, string value) => new(name, DbType.AnsiString) { Value = value };

    private static NpgsqlParameter Number(string name, int value) => new(name, DbType.Int32) { Value = value };

    private static NpgsqlParameter Time(string name, DateTime value) => new(name, DbType.DateTime) { Value = value };

    private async Task<IEnumerable<string>> RangeAsync(string key, int begin, int end) =>
        (await RowsAsync(key, Text("ServiceId", "s"), Number("BeginHash", begin), Number("EndHash", end)))
            .Select(row => (string)row["GrainId"])
            .Order();

    /// <summary>As the providers read a success: the first row's only column.</summary>
    private async Task<bool> BooleanAsync(string key, params NpgsqlParameter[] parameters) =>
        Convert.ToBoolean(Assert.Single((await RowsAsync(key, parameters))[0]).Value, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<List<Dictionary<string, object>>> RowsAsync(string key, params NpgsqlParameter[] parameters)
    {
        string text;
        await using (var query = _database.CreateCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = $1"))
        {
            query.Parameters.AddWithValue(key);
            text = (string)(await query.ExecuteScalarAsync())!;
        }

        await using var command = _database.CreateCommand(text);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object>>();
        while (await reader.ReadAsync())
            rows.Add(
                Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetValue, StringComparer.OrdinalIgnoreCase)
            );
        return rows;
    }
}
