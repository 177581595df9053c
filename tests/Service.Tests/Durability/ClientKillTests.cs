using LearningActors.Client;
using LearningActors.Hosting;
using LearningActors.Tests.Clients;
using Npgsql;
using Xunit.Abstractions;

namespace LearningActors.Tests.Durability;

/// <summary>A client that batches goes through kills of the service: nothing is lost, and nothing is there twice.</summary>
public sealed class ClientKillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Each = 6000;
    private readonly ServiceHome _home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _home.RemoveAsync();

    [Fact]
    public async Task KillsDuringBatchesLoseNothingAndDoubleNothing()
    {
        var service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        var learning = LearningConnection.Open(
            new LearningActorsOptions
            {
                Key = ServiceProcess.Key,
                // The first address is one at which nobody ever listens: the client must fail over from it again and again.
                Addresses = { new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"), new Uri($"http://127.0.0.1:{_home.Port}") },
                BatchSize = 50,
            }
        );
        await learning.Client.EnsureStrategyAsync("pullback");
        var ids = Enumerable.Range(0, 100).Select(_ => Guid.CreateVersion7()).ToArray();
        await Task.WhenAll(ids.Select(id => learning.Batcher.LogAsync(ClientFacts.Explanation(id))));

        var done = 0;
        var reached = new[] { Each / 2, Each * 3 / 2 }
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToArray();
        var work = Enumerable
            .Range(0, Each)
            .SelectMany(i =>
                new Func<Task>[]
                {
                    () => learning.Batcher.RateAsync(ClientFacts.Vote(ids[i % ids.Length], $"s{i}")),
                    () => learning.Batcher.RecordTradeAsync(ClientFacts.Trade($"t{i}")),
                    () => learning.Batcher.LogAsync(ClientFacts.Explanation()),
                }
            )
            .Select(async send =>
            {
                await send();
                var count = Interlocked.Increment(ref done);
                if (count == Each / 2)
                    reached[0].SetResult();
                else if (count == Each * 3 / 2)
                    reached[1].SetResult();
            })
            .ToArray();
        foreach (var enough in reached)
        {
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await service.KillAsync();
            output.WriteLine($"Killed after {Volatile.Read(ref done)} of {work.Length} items.");
            Assert.True(Volatile.Read(ref done) < work.Length, "Everything was sent before the kill.");
            service.Dispose();
            service = await ServiceProcess.StartAsync(_home.Path, _home.Port);
        }

        await Task.WhenAll(work).WaitAsync(TimeSpan.FromSeconds(120));
        await learning.DisposeAsync();
        Assert.Equal($"{Each}|{Each}|{Each}|{Each + ids.Length}", await CountAsync());
        Assert.Equal(0, await service.StopAsync());
        service.Dispose();
    }

    private async Task<string> CountAsync()
    {
        var postgres = await PrivatePostgres.StartAsync(_home.Path);
        await using var database = NpgsqlDataSource.Create($"{postgres.ConnectionString};Pooling=false");
        await using var command = database.CreateCommand(
            "SELECT (SELECT count(*) || '|' || count(DISTINCT user_session) FROM llm_feedback) || '|' "
                + "|| (SELECT count(*) FROM trades) || '|' || (SELECT count(*) FROM llm_explanations)"
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
