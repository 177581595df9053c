using System.Net;
using LearningActors.Client;
using LearningActors.Tests.Experiments;
using LearningActors.Tests.Trades;
using static LearningActors.Tests.Trades.TradeDriver;

namespace LearningActors.Tests.Insights;

/// <summary>A person accepts or silences an insight: what is silenced is not served, and its figures go on.</summary>
public sealed class InsightDecisionTests : IAsyncLifetime
{
    private const string Question = "/api/learning/relevant?setup_type=pullback&market_phase=range";
    private TestService _service = null!;
    private Insight _insight = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _service = await TestService.StartAsync();
        await _service.AddRuleAsync();
        await RecordAsync(0, 400);
        _insight = (await _service.PostAsync<Aggregation>("/api/learning/aggregate", new { })).Found[0];
        _service.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <inheritdoc />
    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task WhatIsSilencedIsNotServedUntilThatIsTakenBack()
    {
        Assert.Contains(await ServedAsync(), one => one.Id == _insight.Id);
        // On a clock that stands still, so that only the decision tells the readers.
        var silenced = await DecideAsync("silence", "The rule was retired.");
        Assert.Equal(
            ("silenced", "The rule was retired.", "admin"),
            (silenced.Decision!.Kind, silenced.Decision.Reason, silenced.Decision.By)
        );
        Assert.DoesNotContain(await ServedAsync(), one => one.Id == _insight.Id);
        var listed = Assert.Single(await _service.ItemsAsync<Insight>("/api/learning/insights?decision=silenced"));
        Assert.Equal((_insight.Id, _insight.ConfidenceScore, true), (listed.Id, listed.ConfidenceScore, listed.IsActive));

        Assert.Null((await DecideAsync("withdraw", "It is in use again.")).Decision);
        Assert.Contains(await ServedAsync(), one => one.Id == _insight.Id);
        Assert.Equal(
            "silenced, undecided",
            await _service.ScalarAsync<string>(
                "SELECT string_agg(coalesce(after ->> 'decision', 'undecided'), ', ' ORDER BY id) FROM audit_entries "
                    + "WHERE action = 'insight.decide'"
            )
        );
    }

    [Fact]
    public async Task WhatIsFoundAgainWithOtherFiguresStaysSilenced()
    {
        await DecideAsync("silence", "It is about one session.");
        await RecordAsync(400, 600);
        var again = (await _service.PostAsync<Aggregation>("/api/learning/aggregate", new { })).Found;
        var found = Assert.Single(again, one => one.Id == _insight.Id);
        Assert.Equal(("silenced", true), (found.Decision?.Kind, found.WinRate.N > _insight.WinRate.N));
        await _service.RunCycleAsync("nightly-learning");
        Assert.DoesNotContain(await ServedAsync(), one => one.Id == _insight.Id);
        Assert.Equal(
            "silenced",
            Assert.Single(await _service.ItemsAsync<Insight>("/api/learning/insights?decision=silenced")).Decision!.Kind
        );
    }

    [Fact]
    public async Task WhatIsAcceptedSaysSoWhereItIsServed()
    {
        await DecideAsync("accept", "The desk sees it, too.");
        var served = Assert.Single(await ServedAsync(), one => one.Id == _insight.Id);
        Assert.Equal(("accepted", "admin"), (served.Decision!.Kind, served.Decision.By));
        Assert.DoesNotContain(
            await _service.ItemsAsync<Insight>("/api/learning/insights?decision=undecided&min_confidence=0"),
            one => one.Id == _insight.Id
        );
    }

    [Fact]
    public async Task ADecisionNeedsAReasonAndAnInsight()
    {
        var path = $"/api/learning/insights/{_insight.Id}/decision";
        await _service.RefusedAsync(path, new { decision = "accept" }, HttpStatusCode.BadRequest, "reason");
        await _service.RefusedAsync(path, new { decision = "like", reason = "x" }, HttpStatusCode.BadRequest, "decision");
        await _service.RefusedAsync(
            $"/api/learning/insights/{Guid.Empty}/decision",
            new { decision = "accept", reason = "x" },
            HttpStatusCode.NotFound,
            "id"
        );
        Assert.Equal(0L, await _service.ScalarAsync<long>("SELECT count(*) FROM audit_entries WHERE action = 'insight.decide'"));
    }

    private async Task<RelevantInsight[]> ServedAsync()
    {
        _service.Clock.Advance(TimeSpan.FromSeconds(1));
        return await _service.GetAsync<RelevantInsight[]>($"{Question}&limit=50");
    }

    private Task<Insight> DecideAsync(string decision, string reason) =>
        _service.PostAsync<Insight>($"/api/learning/insights/{_insight.Id}/decision", new { decision, reason });

    /// <summary>Pullbacks in a range win 8 of 10, all else 4 of 10.</summary>
    private Task RecordAsync(int from, int to) =>
        _service.RecordAsync([
            .. Enumerable
                .Range(from, to - from)
                .Select(i =>
                    (object)(
                        i % 4 == 0
                            ? Trade($"p{i}", i / 4 % 10 < 8, minute: i)
                            : Trade(
                                $"o{i}",
                                i / 4 % 10 < 4,
                                minute: i,
                                setup: i % 4 == 1 ? "pullback" : "breakout",
                                phase: i % 4 == 2 ? "range" : "drive"
                            )
                    )
                ),
        ]);
}
