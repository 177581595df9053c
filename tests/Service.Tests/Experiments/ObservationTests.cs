using System.Net;
using System.Net.Http.Json;
using LearningActors.Client;

namespace LearningActors.Tests.Experiments;

/// <summary>What an experiment counts of the votes as people really cast them.</summary>
public sealed class ObservationTests : IAsyncLifetime
{
    private TestService _service = null!;
    private string _version = "";

    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        _version = (await _service.AddPromptsAsync("BUY", 1))[0];
        await _service.PostAsync(
            "/api/admin/llm-ab-tests",
            new { signal = "BUY", traffic_split = new Dictionary<string, double> { ["v1.0"] = 0.5, [_version] = 0.5 } }
        );
        _service.Clock.Advance(TimeSpan.FromDays(1));
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task EightVotesForOneExplanationAreOneObservation()
    {
        var ids = await _service.LogAsync(3);
        await VoteAsync(ids[0], (true, 2), (false, 6));
        await VoteAsync(ids[1], (true, 1));
        _service.Clock.Advance(TimeSpan.FromDays(6));
        var counted = (await CountedAsync()).Counted;
        Assert.Equal((3, 2, 0.625), (counted.Explanations, counted.Answers, counted.PositiveShare));
        Assert.Equal(1.25 / 3, counted.PositivesPerExplanation!.Value, 9);
        // The votes themselves are all there to be seen.
        Assert.Equal(9, (await CountedAsync()).Summary.PositiveFeedback.N);
    }

    [Fact]
    public async Task VotesWithoutASessionAreCountedApart()
    {
        var ids = await _service.LogAsync(2);
        foreach (var id in ids)
            Assert.Equal(HttpStatusCode.OK, (await _service.RateAsync(id, new { helpful = false })).StatusCode);
        await VoteAsync(ids[0], (true, 1));
        _service.Clock.Advance(TimeSpan.FromDays(6));
        var counted = (await CountedAsync()).Counted;
        Assert.Equal((1, 1.0, 2), (counted.Answers, counted.PositiveShare, counted.AnonymousVotes));
    }

    [Fact]
    public async Task AnExplanationCountsWhenItsWindowIsOverWithTheVotesWithinIt()
    {
        var ids = await _service.LogAsync(2);
        await VoteAsync(ids[0], (true, 1));
        _service.Clock.Advance(TimeSpan.FromDays(5));
        await VoteAsync(ids[1], (false, 1));
        Assert.Equal(0, (await CountedAsync()).Counted.Explanations);
        _service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((2, 0.5), Shares((await CountedAsync()).Counted));
        // Six days later is too late to count, and not too late to be seen.
        await VoteAsync(ids[0], (false, 3));
        _service.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((2, 0.5), Shares((await CountedAsync()).Counted));
        Assert.Equal(5, (await CountedAsync()).Summary.PositiveFeedback.N);

        static (long, double?) Shares(CountedFeedback counted) => (counted.Answers, counted.PositiveShare);
    }

    [Fact]
    public async Task WhatCameFromACacheIsOneAnswer()
    {
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
        var logged = await _service.Engine.PostAsJsonAsync(
            "/api/explanations/log",
            ids.Select(id => new
            {
                explanation_id = id,
                ticker = "AAPL",
                signal = "BUY",
                confidence = 0.8,
                explanation = "RSI is low.",
                prompt_version = "v1.0",
                cached = true,
            })
        );
        Assert.Equal(HttpStatusCode.OK, logged.StatusCode);
        foreach (var id in ids)
            await VoteAsync(id, (true, 1));
        _service.Clock.Advance(TimeSpan.FromDays(6));
        var counted = (await CountedAsync()).Counted;
        Assert.Equal((4, 1, 1.0), (counted.Explanations, counted.Answers, counted.PositivesPerExplanation));
    }

    [Fact]
    public async Task PartsAreComparedByThemselvesAndFalseFindingsControlled()
    {
        foreach (var (ticker, positive) in new[] { ("AAPL", 28), ("MSFT", 15) })
        {
            foreach (var (version, liked) in new[] { ("v1.0", 15), (_version, positive) })
            {
                var ids = await _service.LogAsync(30, ticker, version: version);
                for (var i = 0; i < ids.Length; i++)
                    await VoteAsync(ids[i], (i < liked, 1));
            }
        }

        _service.Clock.Advance(TimeSpan.FromDays(6));
        var breakdown = await _service.GetAsync<ExperimentBreakdown>("/api/admin/llm-ab-tests/BUY-1/breakdown?by=ticker");
        Assert.Equal(["AAPL", "MSFT"], breakdown.Comparisons.Select(one => one.Part));
        var (apple, microsoft) = (breakdown.Comparisons[0], breakdown.Comparisons[1]);
        Assert.Equal((30, 0.5, 28 / 30.0), (apple.Answers, apple.ChampionMean, apple.Mean));
        Assert.True(apple.Lower > 0 && apple.QValue < 0.01 && apple.ChanceToWin > 0.99, $"{apple}");
        Assert.Equal((0, 1, 0.5), (microsoft.Difference, microsoft.QValue, microsoft.ChanceToWin));
        var voters = await _service.GetAsync<ExperimentBreakdown>("/api/admin/llm-ab-tests/BUY-1/breakdown?by=voters");
        Assert.Equal(("manual", 60), (Assert.Single(voters.Comparisons).Part, voters.Comparisons[0].Answers));
        Assert.Contains(
            "ticker",
            await (await _service.Read.GetAsync("/api/admin/llm-ab-tests/BUY-1/breakdown?by=x")).Content.ReadAsStringAsync()
        );
    }

    private async Task<ArmReport> CountedAsync() => (await _service.ExperimentAsync("BUY-1")).Arms[0];

    /// <summary>So many votes, each of a session of its own.</summary>
    private async Task VoteAsync(Guid explanation, params (bool Helpful, int Count)[] votes)
    {
        foreach (var (helpful, count) in votes)
        {
            for (var i = 0; i < count; i++)
                Assert.Equal(
                    HttpStatusCode.OK,
                    (await _service.RateAsync(explanation, new { helpful, session = $"{Guid.NewGuid()}" })).StatusCode
                );
        }
    }
}
