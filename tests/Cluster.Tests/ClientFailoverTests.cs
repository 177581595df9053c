using LearningActors.Client;
using LearningActors.Tests.Clients;
using Xunit.Abstractions;

namespace LearningActors.Tests;

/// <summary>An engine whose client knows two silos goes on at the other when the one that it talks to dies.</summary>
public sealed class ClientFailoverTests(ITestOutputHelper output)
{
    private const int Items = 12_000;

    [ClusterFact]
    public async Task TheBatcherGoesOnAtTheOtherSiloAndNothingIsLostOrDoubled()
    {
        await using var cluster = await SiloCluster.StartAsync(2);
        var (first, second) = (cluster.Silos[0], cluster.Silos[1]);
        await using var learning = LearningConnection.Open(
            new LearningActorsOptions
            {
                Key = SiloCluster.AdminKey,
                Addresses = { first.Address, second.Address },
                BatchSize = 50,
                MaxQueued = 1_000_000,
            }
        );
        await learning.Client.EnsureStrategyAsync("pullback");
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray();
        await Task.WhenAll(ids.Select(id => learning.Batcher.LogAsync(ClientFacts.Explanation(id))));
        // It talks to the first one alone as long as that answers: what a silo was sent it commits itself.
        Assert.Equal(0, await CommittedAsync(second));

        var done = 0;
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Enumerable
            .Range(0, Items)
            .Select(async i =>
            {
                await (
                    (i % 3) switch
                    {
                        0 => (Task)learning.Batcher.RateAsync(ClientFacts.Vote(ids[i % ids.Length], $"s{i}")),
                        1 => learning.Batcher.RecordTradeAsync(ClientFacts.Trade($"t{i}")),
                        _ => learning.Batcher.LogAsync(ClientFacts.Explanation(Guid.CreateVersion7())),
                    }
                );
                if (Interlocked.Increment(ref done) == Items / 4)
                    half.SetResult();
            })
            .ToArray();
        await half.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await first.KillAsync();
        var before = Volatile.Read(ref done);
        Assert.True(before < Items, "Everything was sent before the kill.");
        await Task.WhenAll(work).WaitAsync(TimeSpan.FromMinutes(2));

        var committed = await CommittedAsync(second);
        output.WriteLine($"Killed after {before} of {Items}; the other silo committed {committed}.");
        Assert.InRange(committed, Items - before - 1, Items);
        Assert.Equal(
            $"{Items / 3}|{Items / 3}|{Items / 3}|{(Items / 3) + ids.Length}",
            await cluster.ScalarAsync<string>(
                "SELECT (SELECT count(*) || '|' || count(DISTINCT user_session) FROM llm_feedback) || '|' "
                    + "|| (SELECT count(*) FROM trades) || '|' || (SELECT count(*) FROM llm_explanations)"
            )
        );
        // What asks and reads goes on there, too, with the first still dead.
        await learning.Prompts.ReadyAsync();
        Assert.Equal("v1.0", learning.Prompts.Assign("BUY", "u").Prompt.PromptVersionText);
        Assert.Equal("pullback", (await learning.Client.StrategyAsync("pullback")).Id);
    }

    /// <summary>Facts that a silo has committed.</summary>
    private static async Task<long> CommittedAsync(ClusterSilo silo) =>
        (await silo.GetAsync<IReadOnlyList<LedgerFigures>>("/api/admin/ledger"))
            .Where(writer => writer.Silo.Contains($":{silo.SiloPort}@", StringComparison.Ordinal))
            .Sum(writer => writer.Facts);
}
