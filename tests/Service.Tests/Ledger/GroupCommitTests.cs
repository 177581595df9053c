using System.Collections.Immutable;
using LearningActors.Explanations;
using LearningActors.Feedback;
using LearningActors.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LearningActors.Tests.Ledger;

/// <summary>The writer under the API: a bad fact fails alone, a full queue refuses at once, what was taken is committed.</summary>
public sealed class GroupCommitTests(ServiceFixture fixture) : IClassFixture<ServiceFixture>
{
    private TestService Service => fixture.Service;

    [Fact]
    public async Task APoisonousVoteFailsAloneAmongItsNeighbours()
    {
        var ids = await Service.LogAsync(64);
        var ledger = Service.Services.GetRequiredService<IFeedbackLedger>();
        var votes = ids.Select((id, i) => new Vote(id, Guid.NewGuid(), true, null, i == 37 ? "poison\0" : "fine", FeedbackType.Manual))
            .ToImmutableArray();
        var outcomes = await ledger.AppendAsync(votes);
        Assert.Equal(
            [37],
            outcomes.Select((outcome, i) => (outcome, i)).Where(one => one.outcome.Status != VoteStatus.Committed).Select(one => one.i)
        );
        Assert.Equal(VoteStatus.Rejected, outcomes[37].Status);
        Assert.Equal(
            63,
            await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id IN ('{string.Join("','", ids)}')")
        );
    }

    [Fact]
    public async Task APoisonousExplanationFailsAloneAmongItsNeighbours()
    {
        var ledger = Service.Services.GetRequiredService<IExplanationLedger>();
        var explanations = Enumerable.Range(0, 20).Select(i => Explanation(i == 5 ? "poison\0" : "fine")).ToImmutableArray();
        var outcomes = await ledger.AppendAsync(explanations);
        Assert.Equal(LogStatus.Rejected, outcomes[5].Status);
        Assert.Equal(19, outcomes.Count(outcome => outcome.Status == LogStatus.Stored));
        var again = await ledger.AppendAsync(explanations);
        Assert.Equal(19, again.Count(outcome => outcome.Status == LogStatus.Duplicate));
    }

    [Fact]
    public async Task AFullQueueRefusesAtOnceAndStoresNothing()
    {
        await using var database = NpgsqlDataSource.Create(Service.ConnectionString);
        var ids = await Service.LogAsync(30);
        await using var ledger = new PostgresFeedbackLedger(
            database,
            new LedgerOptions { QueueCapacity = 20 },
            NodaTime.SystemClock.Instance,
            NullLogger<PostgresFeedbackLedger>.Instance
        );
        var votes = ids.Select(id => new Vote(id, Guid.NewGuid(), true, null, null, FeedbackType.Manual)).ToImmutableArray();
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => ledger.AppendAsync(votes));
        Assert.Equal(30, ledger.Figures.Refused);
        Assert.Equal(
            0,
            await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id IN ('{string.Join("','", ids)}')")
        );
        Assert.All(await ledger.AppendAsync(votes[..20]), outcome => Assert.Equal(VoteStatus.Committed, outcome.Status));
    }

    [Fact]
    public async Task WhatWasTakenIsCommittedBeforeTheWriterStops()
    {
        await using var database = NpgsqlDataSource.Create(Service.ConnectionString);
        var ids = await Service.LogAsync(500);
        var ledger = new PostgresFeedbackLedger(
            database,
            new LedgerOptions { MaxBatchSize = 50 },
            NodaTime.SystemClock.Instance,
            NullLogger<PostgresFeedbackLedger>.Instance
        );
        var calls = ids.Select(id => ledger.AppendAsync([new Vote(id, Guid.NewGuid(), true, null, null, FeedbackType.Manual)])).ToArray();
        await ledger.DisposeAsync();
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal(
            500,
            await Service.ScalarAsync<long>($"SELECT count(*) FROM llm_feedback WHERE explanation_id IN ('{string.Join("','", ids)}')")
        );
        await Assert.ThrowsAsync<LedgerUnavailableException>(() =>
            ledger.AppendAsync([new Vote(ids[0], Guid.NewGuid(), true, null, null, FeedbackType.Manual)])
        );
    }

    [Fact]
    public async Task TheQuotaHoldsWhenTwoSilosTakeVotesOfOneSession()
    {
        var options = new LedgerOptions { SharedDatabase = true };
        await using var database = NpgsqlDataSource.Create(Service.ConnectionString);
        await using var one = new PostgresFeedbackLedger(
            database,
            options,
            NodaTime.SystemClock.Instance,
            NullLogger<PostgresFeedbackLedger>.Instance
        );
        await using var other = new PostgresFeedbackLedger(
            database,
            options,
            NodaTime.SystemClock.Instance,
            NullLogger<PostgresFeedbackLedger>.Instance
        );
        for (var round = 0; round < 20; round++)
        {
            var session = Guid.NewGuid();
            var ids = await Service.LogAsync(16);
            var outcomes = await Task.WhenAll(
                ids.Select(
                    (id, i) => (i % 2 == 0 ? one : other).AppendAsync([new Vote(id, session, true, null, null, FeedbackType.Manual)])
                )
            );
            Assert.Equal(10, outcomes.Count(outcome => outcome[0].Status == VoteStatus.Committed));
        }
    }

    [Fact]
    public async Task WhileTheDatabaseIsAwayCallersAreToldToSendAgain()
    {
        await using var database = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Password=x;Database=x;Timeout=2");
        await using var ledger = new PostgresFeedbackLedger(
            database,
            new LedgerOptions(),
            NodaTime.SystemClock.Instance,
            NullLogger<PostgresFeedbackLedger>.Instance
        );
        await Assert.ThrowsAsync<LedgerUnavailableException>(() =>
            ledger.AppendAsync([new Vote(Guid.NewGuid(), Guid.NewGuid(), true, null, null, FeedbackType.Manual)])
        );
        Assert.Equal(1, ledger.Figures.Failed);
    }

    private static Explanation Explanation(string text) =>
        new(
            Guid.CreateVersion7(),
            "AAPL",
            SignalType.Buy,
            0.5,
            Indicators.None,
            new ExplanationContent(text, [new Factor("rsi", "positive")], "bullish"),
            "v1.0",
            "openai",
            ExplanationSource.Engine,
            DateTimeOffset.UtcNow,
            false,
            null,
            0,
            0,
            0,
            0,
            null
        );
}
