using System.Net;
using LearningActors.Client;
using LearningActors.Tests.Trades;

namespace LearningActors.Tests.Clients;

/// <summary>Single items are gathered, and each caller learns of the outcome of its own.</summary>
public sealed class BatcherTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task ATaskEndsWhenItsItemIsInTheDatabase()
    {
        var requests = await Service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations");
        await using var learning = Service.Connect();
        var logged = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => learning.Batcher.LogAsync(ClientFacts.Explanation())));
        Assert.All(logged, one => Assert.True(one.Stored));
        Assert.Equal(1000, logged.Select(one => one.ExplanationId).Distinct().Count());
        Assert.Equal(requests + 1000, await Service.ScalarAsync<long>("SELECT count(*) FROM llm_explanations"));

        var votes = await Task.WhenAll(
            logged.Select((one, i) => learning.Batcher.RateAsync(ClientFacts.Vote(Guid.Parse(one.ExplanationId!), $"s{i}")))
        );
        Assert.All(votes, one => Assert.True(one.Received));
        Assert.Equal(
            1000,
            await Service.ScalarAsync<long>(
                "SELECT count(*) FROM llm_feedback WHERE explanation_id = ANY('{"
                    + $"{string.Join(',', logged.Select(one => one.ExplanationId))}}}')"
            )
        );
    }

    [Fact]
    public async Task EachItemHasAnOutcomeOfItsOwn()
    {
        await Service.AddRuleAsync("own-outcome");
        var id = (await Service.LogAsync(1))[0];
        await using var learning = Service.Connect(options => options.Lanes = 1);
        // One lane and one moment: all of them are in one array or two.
        var (good, unknown, bad) = (
            learning.Batcher.RateAsync(ClientFacts.Vote(id, "a")),
            learning.Batcher.RateAsync(ClientFacts.Vote(Guid.NewGuid(), "a")),
            learning.Batcher.RateAsync(new VoteOnExplanationInput { ExplanationId = id, Rating = 9 })
        );
        Assert.True((await good).Received);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<LearningApiException>(() => unknown)).Status);
        var refused = await Assert.ThrowsAsync<LearningApiException>(() => bad);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("rating", refused.Problem!.Errors!.Keys.Single());

        var (stored, ruleless) = (
            learning.Batcher.RecordTradeAsync(ClientFacts.Trade("own-1", "own-outcome")),
            learning.Batcher.RecordTradeAsync(ClientFacts.Trade("own-2", "nobody"))
        );
        Assert.True((await stored).Stored);
        Assert.Contains("'nobody' is unknown", (await Assert.ThrowsAsync<LearningApiException>(() => ruleless)).Message);
        // What is there already is committed, too.
        Assert.False((await learning.Batcher.RecordTradeAsync(ClientFacts.Trade("own-1", "own-outcome"))).Stored);
    }

    [Fact]
    public async Task VotesOfOneSessionKeepTheirOrder()
    {
        var ids = await Service.LogAsync(20);
        await using var learning = Service.Connect(options => (options.Lanes, options.BatchSize) = (4, 7));
        var votes = ids.SelectMany(id =>
            Enumerable
                .Range(1, 5)
                .Select(stars => new VoteOnExplanationInput
                {
                    ExplanationId = id,
                    Session = $"order {id}",
                    Rating = stars,
                })
        );
        await Task.WhenAll(votes.Select(vote => learning.Batcher.RateAsync(vote)));
        Assert.Equal(
            20,
            await Service.ScalarAsync<long>(
                $"SELECT count(*) FROM llm_feedback WHERE rating = 5 AND explanation_id = ANY('{{{string.Join(',', ids)}}}')"
            )
        );
    }

    [Fact]
    public async Task DisposingWaitsForWhatWasTakenAndTakesNothingMore()
    {
        var id = (await Service.LogAsync(1))[0];
        var learning = Service.Connect();
        var votes = Enumerable.Range(0, 3000).Select(i => learning.Batcher.RateAsync(ClientFacts.Vote(id, $"drain {i}"))).ToArray();
        await learning.DisposeAsync();
        Assert.All(votes, vote => Assert.True(vote.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => learning.Batcher.RateAsync(ClientFacts.Vote(id, "late")));
        Assert.Equal(3000, await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"));
    }

    [Fact]
    public async Task WhileTheDatabaseIsAwayWhoAddsWaitsAndNothingIsLost()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var door = DatabaseDoor.To(database);
        await using var service = await TestService.StartAsync(connectionString: door.ConnectionString);
        var id = (await service.LogAsync(1))[0];
        await using var learning = service.Connect(
            options => (options.Lanes, options.BatchSize, options.MaxQueued) = (1, 10, 20),
            TimeOfMachine(service)
        );
        door.Shut();
        using var patience = new CancellationTokenSource();
        var votes = Enumerable
            .Range(0, 200)
            .Select(i => learning.Batcher.RateAsync(ClientFacts.Vote(id, $"v{i}"), patience.Token))
            .ToArray();
        // 10 are under way and 20 wait: the others are not taken, and their callers may give up. Nothing of them is sent.
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(votes));
        Assert.All(votes, vote => Assert.True(vote.IsCanceled));
        door.Open();
        await learning.DisposeAsync();
        Assert.InRange(await service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id = '{id}'"), 20, 31);
    }

    [Fact]
    public async Task AnAddressThatDoesNotAnswerIsLeftForTheNext()
    {
        var id = (await Service.LogAsync(1))[0];
        await using var learning = Service.Connect(options =>
            options.Addresses.Insert(0, new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"))
        );
        Assert.True((await learning.Batcher.RateAsync(ClientFacts.Vote(id, "failover"))).Received);
        await learning.Prompts.ReadyAsync();
        Assert.Equal("v1.0", learning.Prompts.Assign("BUY", "u").Prompt.PromptVersionText);
        // A request that may not be sent twice goes on, too: its connection was never made.
        await learning.Client.EnsureStrategyAsync("failover");
        Assert.Equal("failover", (await learning.Client.StrategyAsync("failover")).Id);
    }

    [Fact]
    public async Task WhereNobodyAnswersInTimeTheOutcomeIsSaidToBeUnknown()
    {
        await using var learning = Service.Connect(options =>
        {
            options.Addresses.Clear();
            options.Addresses.Add(new Uri($"http://127.0.0.1:{LoopbackPort.Free()}"));
            options.RetryFor = TimeSpan.Zero;
        });
        var exception = await Assert.ThrowsAsync<UnknownOutcomeException>(() =>
            learning.Batcher.RateAsync(ClientFacts.Vote(Guid.NewGuid(), "s"))
        );
        Assert.IsType<HttpRequestException>(exception.InnerException);
    }

    [Fact]
    public async Task AKeyThatIsNotKnownIsSaidAtOnce()
    {
        await using var learning = Service.Connect(options => options.Key = "not-a-key");
        var refused = await Assert.ThrowsAsync<LearningApiException>(() =>
            learning.Batcher.RateAsync(ClientFacts.Vote(Guid.NewGuid(), "s"))
        );
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
    }

    private static ServiceTime TimeOfMachine(TestService service) => new(service.Clock);
}
