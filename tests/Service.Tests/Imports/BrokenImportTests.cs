using System.Text;
using LearningActors.Client;
using LearningActors.Imports;
using LearningActors.Tests.Durability;
using LearningActors.Tests.Experiments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static LearningActors.Tests.Imports.ImportDriver;
using ImportRecord = LearningActors.Client.ImportRecord;

namespace LearningActors.Tests.Imports;

/// <summary>An import that breaks off in the middle is incomplete, and the same file again finishes it.</summary>
/// <remarks>The first part has executions alone. The second one moves cash, too, and has to wait while that table is locked.</remarks>
public sealed class BrokenImportTests
{
    private const string Columns =
        "Date,Type,Sub Type,Action,Symbol,Instrument Type,Description,Value,Quantity,Average Price,Commissions,Fees,Multiplier,"
        + "Root Symbol,Underlying Symbol,Expiration Date,Strike Price,Call or Put,Order #,Currency\n";

    private static readonly byte[] s_file = Encoding.UTF8.GetBytes(
        Columns
            + string.Concat(
                Enumerable
                    .Range(0, 3000)
                    .Select(i =>
                        $"2021-01-04T15:00:00+0000,Trade,Sell to Open,SELL_TO_OPEN,PLTR,Equity,,246.00,1,,-1.00,-0.15,,,,,,,{i},USD\n"
                        + (i == 1500 ? "2021-01-04T15:00:00+0000,Money Movement,Deposit,,,,,1000.00,,,,,,,,,,,,USD\n" : "")
                    )
            )
    );

    [Fact]
    public async Task ARequestThatIsAbandoned()
    {
        var watch = new AbortWatch();
        await using var service = await TestService.StartAsync(builder => builder.Services.AddSingleton<IStartupFilter>(watch));
        await using (var held = await HeldTable.HoldAsync(service.Database))
        {
            using var request = Request();
            var response = await service.Engine.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
            Assert.Equal("""{"rows_done":1000,"rows":3001}""", await lines.ReadLineAsync());
            response.Dispose();
            await watch.Aborted.WaitAsync(TimeSpan.FromSeconds(30));
        }

        await watch.Ended.WaitAsync(TimeSpan.FromSeconds(30));

        var broken = (await service.ItemsAsync<ImportRecord>(Root))[0];
        Assert.Equal(("incomplete", null, null), (broken.Status, broken.StoredBefore, broken.FinishedAt));
        // The part that waited is there whole, and none after it.
        Assert.Equal((1999, 1), (broken.Stored, broken.CashStored));

        var finished = await service.UploadAsync(s_file);
        Assert.Equal(
            (broken.Id, "complete", 3000, 1, 0),
            (finished.Id, finished.Status, finished.Stored, finished.CashStored, finished.StoredBefore)
        );
        Assert.Equal(3000, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
        Assert.Equal(1, await service.ScalarAsync<long>("SELECT count(*) FROM cash_movements"));
    }

    /// <summary>What an upload brings that began before the import was undone is refused, so that nothing of it comes back.</summary>
    [Fact]
    public async Task AnImportThatIsUndoneMeanwhile()
    {
        await using var service = await TestService.StartAsync();
        var import = await service.UploadAsync(Header + Row("e1"));
        var grain = service.Services.GetRequiredService<IGrainFactory>().GetGrain<IImportGrain>(IImportGrain.Key);
        var begun = (await grain.Find(import.Id))!;
        var part = new ImportPart(
            import.Id,
            begun.Attempt,
            [
                LearningActors.Recommendations.Execution.Of(
                    "e2",
                    DateTimeOffset.UnixEpoch,
                    "PLTR",
                    LearningActors.Recommendations.ExecutionAction.BuyToOpen,
                    1,
                    1,
                    0
                ),
            ],
            [],
            []
        );
        Assert.Equal(1, (await grain.Store(part))!.Stored);

        Assert.True((await service.UndoAsync(import.Id)).IsSuccessStatusCode);

        Assert.Null(await grain.Store(part));
        Assert.Null(await grain.Finish(import.Id, begun.Attempt));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM executions"));
        Assert.Equal(ImportStatus.Undone, (await grain.Find(import.Id))!.Status);
    }

    [Fact]
    public async Task AProcessThatIsKilled()
    {
        var home = new ServiceHome();
        try
        {
            using (var service = await ServiceProcess.StartAsync(home.Path, home.Port))
            {
                var postgres = await LearningActors.Hosting.PrivatePostgres.StartAsync(home.Path);
                await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
                await using var held = await HeldTable.HoldAsync(database);
                using var request = Request();
                using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
                Assert.Equal("""{"rows_done":1000,"rows":3001}""", await lines.ReadLineAsync());
                await service.KillAsync();
            }

            using (var service = await ServiceProcess.StartAsync(home.Path, home.Port))
            {
                var client = new LearningClient(service.Client, ServiceProcess.Key, $"{ServiceProcess.Key}-read");
                var file = Path.Combine(home.Path, "file.csv");
                await File.WriteAllBytesAsync(file, s_file);
                var found = (await client.ImportsAsync()).Items.Single();
                Assert.Equal(("incomplete", 1000, 0), (found.Status, found.Stored, found.CashStored));

                var finished = await client.ImportAsync(file);
                Assert.Equal(
                    (found.Id, "complete", 2000, 3000, 0),
                    (finished.Id, finished.Status, finished.New, finished.Stored, finished.StoredBefore)
                );
                Assert.Equal(0, await service.StopAsync());
            }
        }
        finally
        {
            await home.RemoveAsync();
        }
    }

    private static HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Root) { Content = Form(s_file) };
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        return request;
    }

    /// <summary>Tells when an upload's sender has gone, and when its request has ended.</summary>
    private sealed class AbortWatch : IStartupFilter
    {
        private readonly TaskCompletionSource _aborted = new();
        private readonly TaskCompletionSource _ended = new();

        internal Task Aborted => _aborted.Task;

        internal Task Ended => _ended.Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            application =>
            {
                application.Use(
                    async (context, rest) =>
                    {
                        context.RequestAborted.Register(() => _aborted.TrySetResult());
                        try
                        {
                            await rest(context);
                        }
                        finally
                        {
                            if (_aborted.Task.IsCompleted)
                                _ended.TrySetResult();
                        }
                    }
                );
                next(application);
            };
    }

    /// <summary>A table into which nobody can write while it is held.</summary>
    private sealed class HeldTable(NpgsqlConnection connection) : IAsyncDisposable
    {
        internal static async Task<HeldTable> HoldAsync(NpgsqlDataSource database, string table = "cash_movements")
        {
            var held = new HeldTable(await database.OpenConnectionAsync());
            await held.RunAsync($"BEGIN; LOCK TABLE {table} IN SHARE MODE");
            return held;
        }

        internal async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await RunAsync("ROLLBACK");
            await connection.DisposeAsync();
        }
    }
}
